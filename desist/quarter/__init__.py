"""The quarter, told in order: read the records, judge the readings, protect them, compose the report."""
