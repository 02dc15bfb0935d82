"""Recovery: places of treatment and rehabilitation by need, wish and free beds; referrals; follow-up for a year."""
