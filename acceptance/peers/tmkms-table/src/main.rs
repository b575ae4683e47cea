//! Writes down what tmkms' own state decides, for every request after every other one. The
//! signer's tests compare their rules with it.
//!
//!     cargo run --release \
//!         >../../../signer/src/test/resources/countersign/guard/tmkms.json
//!
//! A verdict is one letter: + signs, = signs the same again, ~ signs anew at the same place, H, R
//! and S refuse a lower height, round or step, C refuses as a double sign.
use cometbft::{block, consensus, Hash};
use std::path::Path;
use tmkms::chain::state::StateErrorKind;
use tmkms::chain::State;

/// Height, round, step (0 propose, 1 prevote, 2 precommit), POL round, block (0 is nil) and time.
type Request = [i64; 6];

fn domain() -> Vec<Request> {
    let mut requests = Vec::new();
    for height in [1, 2, i64::MAX] {
        for round in [0, 1, i64::from(i32::MAX)] {
            for block in 0..3 {
                for time in 1..3 {
                    requests.push([height, round, 0, -1, block, time]);
                    requests.push([height, round, 0, 0, block, time]);
                    requests.push([height, round, 1, 0, block, time]);
                    requests.push([height, round, 2, 0, block, time]);
                }
            }
        }
    }
    requests
}

/// As `privval.rs` makes it of a message: no vote for nil has an id, every proposal has one.
fn state(request: &Request) -> consensus::State {
    let [height, round, step, _, number, _] = *request;
    let id = if number == 0 {
        block::Id::default()
    } else {
        let hash = Hash::Sha256([number as u8; 32]);
        block::Id {
            hash,
            part_set_header: block::parts::Header::new(1, hash).unwrap(),
        }
    };
    consensus::State {
        height: block::Height::try_from(height).unwrap(),
        round: block::Round::try_from(round as i32).unwrap(),
        step: step as i8,
        block_id: (step == 0 || number != 0).then_some(id),
    }
}

fn ask(state_file: &Path, held: Option<&Request>, asked: &Request) -> char {
    let _ = std::fs::remove_file(state_file);
    let mut memory = State::load_state(state_file).unwrap();
    if let Some(first) = held {
        memory.update_consensus_state(state(first)).unwrap();
    }
    match memory.update_consensus_state(state(asked)) {
        Ok(()) if held == Some(asked) => '=',
        Ok(()) if held.is_some_and(|first| first[..3] == asked[..3]) => '~',
        Ok(()) => '+',
        Err(error) => match error.kind() {
            StateErrorKind::HeightRegression => 'H',
            StateErrorKind::RoundRegression => 'R',
            StateErrorKind::StepRegression => 'S',
            StateErrorKind::DoubleSign => 'C',
            StateErrorKind::SyncError => panic!("{error:?}"),
        },
    }
}

fn main() {
    // Every verdict writes the state, which need not survive this program.
    let state_file = Path::new("/dev/shm").join(format!("tmkms-table.{}", std::process::id()));
    let requests = domain();
    let words: Vec<String> = requests
        .iter()
        .map(|request| request.map(|number| number.to_string()).join(" "))
        .collect();
    let first: String = requests.iter().map(|asked| ask(&state_file, None, asked)).collect();
    let second: Vec<String> = requests
        .iter()
        .map(|held| requests.iter().map(|asked| ask(&state_file, Some(held), asked)).collect())
        .collect();
    std::fs::remove_file(&state_file).unwrap();
    println!("{{");
    println!(" \"about\": \"tmkms 0.15.0, chain::State; made by acceptance/peers/tmkms-table\",");
    println!(" \"requests\": [\n  \"{}\"\n ],", words.join("\",\n  \""));
    println!(" \"first\": \"{first}\",");
    println!(" \"second\": [\n  \"{}\"\n ]", second.join("\",\n  \""));
    println!("}}");
}
