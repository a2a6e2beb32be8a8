"""Small numbers, protected before anything is published, so that nobody can be identified."""

from desist.confidentiality.protecting import protect as protect
