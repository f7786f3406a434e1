"""The atlas of the borders of France: declared tables, built from snapshots of published facts."""
