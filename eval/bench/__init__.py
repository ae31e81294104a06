"""How fast and how good beside others: any set of articles and cases, with peers in the same run."""
