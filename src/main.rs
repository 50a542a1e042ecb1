//! The command line of `filings`; everything it does is in the library.

fn main() -> std::process::ExitCode {
    filings::cli::run()
}
