"""Figure passports: where a published number came from, signed so that nobody can alter it unseen."""
