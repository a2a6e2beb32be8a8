"""What people who offend were found to need, pathway by pathway."""
