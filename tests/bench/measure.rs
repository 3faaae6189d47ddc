//! What work costs. In: programs and arguments. Out: seconds, CPU and memory of whole
//! processes, as the system counts them; medians, and ratios of runs that lie side by side.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

/// The cost of one process, with the numbers that it printed.
#[derive(Clone, Debug, Default)]
pub struct Cost {
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of CPU, user and system, all threads.
    pub cpu: f64,
    /// The largest resident set, in MiB; 0 when `/usr/bin/time` is missing.
    pub peak: f64,
    /// Lines `name number` of its output.
    pub said: BTreeMap<String, u64>,
}

/// One way to look at a cost.
pub type By = fn(&Cost) -> f64;

/// Runs a program to its end. The shell and `time` read the system's own accounts of a process
/// that has ended (`wait4`): CPU to the millisecond, the peak to the KiB.
pub fn run(program: &Path, args: &[&str]) -> io::Result<Cost> {
    let notes = std::env::temp_dir().join(format!("bangvang-bench-{}", std::process::id()));
    let has_time = Path::new("/usr/bin/time").exists();
    let time = if has_time { "/usr/bin/time -q -f %M -o \"$0\"" } else { "" };
    let script = format!("export LC_ALL=C TIMEFORMAT='%3R %3U %3S'; time {time} \"$@\" 2>\"$0.err\"");
    let output = Command::new("bash").arg("-c").arg(script).arg(&notes).arg(program).args(args).output()?;
    let errors = std::fs::read_to_string(notes.with_extension("err")).unwrap_or_default();
    if !output.status.success() {
        return Err(io::Error::other(format!("{} {args:?}: {}\n{errors}", program.display(), output.status)));
    }
    let timed = String::from_utf8_lossy(&output.stderr);
    let seconds: Vec<f64> = timed.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall, user, system] = seconds[..] else { return Err(io::Error::other(format!("bash: {timed}"))) };
    let peak = std::fs::read_to_string(&notes).ok().filter(|_| has_time);
    let peak = peak.and_then(|kib| kib.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0;
    let said = String::from_utf8_lossy(&output.stdout);
    let said = said
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, number)| Some((name.to_owned(), number.parse().ok()?)));
    Ok(Cost { wall, cpu: user + system, peak, said: said.collect() })
}

/// Costs by name of the work, one for each round.
#[derive(Default)]
pub struct Series(BTreeMap<String, Vec<Cost>>);

impl Series {
    /// Adds the cost of one round.
    pub fn add(&mut self, name: &str, cost: Cost) {
        self.0.entry(name.to_owned()).or_default().push(cost);
    }

    /// Whether the work was measured at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The median over all rounds.
    pub fn median(&self, name: &str, by: By) -> f64 {
        median(self.0.get(name).into_iter().flatten().map(by).collect())
    }

    /// The median of the ratios of runs of the same round.
    pub fn ratio(&self, one: &str, other: &str, by: By) -> f64 {
        let (Some(one), Some(other)) = (self.0.get(one), self.0.get(other)) else { return f64::NAN };
        median(one.iter().zip(other).filter(|(_, b)| by(b) > 0.0).map(|(a, b)| by(a) / by(b)).collect())
    }

    /// A number that the work printed, from its last round.
    pub fn said(&self, name: &str, what: &str) -> u64 {
        self.0.get(name).and_then(|costs| costs.last()?.said.get(what).copied()).unwrap_or(0)
    }

    /// The stages that the work printed, with their median in milliseconds.
    pub fn stages(&self, name: &str) -> Vec<(String, f64)> {
        let costs = self.0.get(name).map_or(&[][..], Vec::as_slice);
        let names: std::collections::BTreeSet<&String> = costs.iter().flat_map(|cost| cost.said.keys()).collect();
        let stages = names.into_iter().filter_map(|said| Some((said, said.strip_prefix("stage.")?)));
        let took = |said: &String| {
            costs.iter().map(|cost| cost.said.get(said).copied().unwrap_or(0) as f64 / 1000.0).collect()
        };
        stages.map(|(said, stage)| (stage.to_owned(), median(took(said)))).collect()
    }
}

/// The seconds by the clock.
pub fn wall(cost: &Cost) -> f64 {
    cost.wall
}

/// The seconds of CPU.
pub fn cpu(cost: &Cost) -> f64 {
    cost.cpu
}

/// The peak of memory.
pub fn peak(cost: &Cost) -> f64 {
    cost.peak
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}
