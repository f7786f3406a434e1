"""The dashboard: Selection → View → renderings."""
