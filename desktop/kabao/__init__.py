"""Kabao (卡包): social security card application materials and activation ledger."""

__version__ = "0.1.0"
