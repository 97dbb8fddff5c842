"""What is learnt and what is due."""
