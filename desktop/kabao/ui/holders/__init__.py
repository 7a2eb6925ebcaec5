"""The register: table, side panel, forms and evidence entry."""
