"""The version of Desist, as passports and editions record it."""

VERSION = "0.1.0"
