"""What waits for whom (待办, 待阅, 我发起, 已办): a small index of its own."""
