"""Settings pages of the application administrator (应用管理员)."""
