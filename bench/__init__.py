"""Measures of the dashboard on the machine at hand, against the bars that it has to clear."""
