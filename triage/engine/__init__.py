"""The engine: findings and patient to assessment, in three values."""
