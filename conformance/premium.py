"""Makes the vault one of sku premium, which may have symmetric keys."""
from management import VAULT, send

send("PATCH", VAULT, "2023-07-01", {"properties": {"sku": {"family": "A", "name": "premium"}}})
