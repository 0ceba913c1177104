// DocumentCodec
