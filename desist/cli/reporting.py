"""Make and check the report: report, trace, verify."""
