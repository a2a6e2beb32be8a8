"""Children by a youth offending team's own outcomes, beside what the Youth Justice Board publishes."""
