"""The words that every room shares: period, place, measure, reading, signal, mark, mistake."""
