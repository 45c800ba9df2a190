"""What has been published, once and for all: the release files, what each id said in them, and where pages moved to."""
