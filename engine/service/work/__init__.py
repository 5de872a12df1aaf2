"""Work: checks run in processes of their own, so that what goes wrong in one ends one request and nothing else."""
