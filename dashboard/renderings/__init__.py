"""Each rendering turns a View into one medium and knows nothing of data."""
