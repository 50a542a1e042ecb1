//! From paths to files: directories walked in order, members of archives read in a stream.
