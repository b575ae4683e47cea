//! The program of the library tmkms 0.9.0-rc0.

use tmkms::application::APPLICATION;

fn main() {
    abscissa_core::boot(&APPLICATION);
}
