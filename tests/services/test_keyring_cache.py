"""The keyring keeps keys only as a cache: gone, wrong or missing, the passphrase still counts."""

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from kabao.domain.errors import EnvironmentProblemError
from kabao.services import keyring_cache
from kabao.storage.keys import LedgerKey
from kabao.storage.ledger import Ledger


class Chest(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@pytest.fixture
def put():
    """Put another keyring in the place of the system's for one test."""
    before = keyring.core._keyring_backend

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.core._keyring_backend = before


@pytest.fixture
def secret(tmp_path):
    path, key = tmp_path / "a.kabao", LedgerKey(bytes(range(48)))
    Ledger.create(path, key=key).close()
    return path, key


def test_a_key_is_kept_found_and_forgotten(put, secret):
    path, key = secret
    chest = put(Chest())
    keyring_cache.remember(key)
    assert keyring_cache.recall(path).same_as(key)
    ((service, name),) = chest.kept
    assert (service, name) == ("kabao", key.salt.hex())
    keyring_cache.forget(key)
    keyring_cache.forget(key)
    assert keyring_cache.recall(path) is None


def test_a_key_that_no_longer_fits_is_as_none(put, secret):
    path, key = secret
    put(Chest()).kept["kabao", key.salt.hex()] = "00" * 31 + "01"
    assert keyring_cache.recall(path) is None
    put(Chest()).kept["kabao", key.salt.hex()] = "nonsense"
    assert keyring_cache.recall(path) is None


def test_a_system_without_a_keyring_is_told_in_words(put, secret):
    path, key = secret
    put(NoKeyring())
    assert keyring_cache.recall(path) is None
    with pytest.raises(EnvironmentProblemError, match="keyring_missing"):
        keyring_cache.remember(key)
