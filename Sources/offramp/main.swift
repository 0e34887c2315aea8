print("offramp")
