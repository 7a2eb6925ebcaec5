"""Batches of an employer as use cases: people, layouts, progress, answers, the package."""

from kabao.services.batch_claims.batch_claims import BatchClaims

__all__ = ["BatchClaims"]
