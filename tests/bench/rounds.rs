//! The rounds: everything that is compared, one after the other, again and again. In: a corpus
//! on disk. Out: costs. A round leaves the site as it found it, but for the turn of its edits.

use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::corpus::Corpus;
use crate::measure::{self, Cost, Series};
use crate::{child, drawn, hugo, newsroom, plain, site};

/// The lengths of list that are compared.
pub const LENGTHS: [u64; 3] = [10, 1_000, 10_000];

/// A generated site and what is compared with it.
pub struct Place {
    /// How many records were asked for.
    pub records: u64,
    /// How many source files there are.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    corpus: Corpus,
    /// This program, which does the work when asked in a hidden way.
    me: PathBuf,
    site: PathBuf,
    /// The same records with the theme and settings for equal work.
    plain: PathBuf,
    beside: PathBuf,
    hugo: Option<(PathBuf, PathBuf)>,
}

impl Place {
    /// Generates the site, and the same for Hugo.
    pub fn new(dir: &Path, records: u64, hugo: Option<&Path>) -> io::Result<Self> {
        let (site, beside) = (dir.join("site"), dir.join("beside"));
        let corpus = Corpus::of(records);
        let files = site::write(&corpus, &site)?;
        let plain = dir.join("plain");
        plain::write(&mut site::write(&corpus, &plain)?, &plain)?;
        let hugo = hugo.map(|program| {
            let root = dir.join("hugo");
            hugo::write(&corpus, &root).map(|()| (program.to_owned(), root))
        });
        let (me, hugo) = (env::current_exe()?, hugo.transpose()?);
        Ok(Self { records, files: files.count, bytes: files.bytes, corpus, me, site, plain, beside, hugo })
    }

    /// The parts of the search index of the last build, and their bytes.
    pub fn search(&self) -> io::Result<(usize, u64)> {
        let parts = fs::read_dir(self.site.join("public/tim-kiem"))?.filter_map(Result::ok);
        let parts = parts.filter(|part| part.path().extension().is_some_and(|end| end == "bin"));
        let sizes = parts.map(|part| Ok(part.metadata()?.len())).collect::<io::Result<Vec<u64>>>()?;
        Ok((sizes.len(), sizes.iter().sum()))
    }

    /// Measures so many rounds.
    pub fn measure(&self, rounds: usize) -> io::Result<Series> {
        let mut series = Series::default();
        for turn in 0..rounds {
            self.round(turn, &mut series)?;
        }
        Ok(series)
    }

    fn round(&self, turn: usize, series: &mut Series) -> io::Result<()> {
        forget(&self.site)?;
        series.add("cold", self.build()?);
        let pack = self.beside.with_extension("pack");
        if turn == 0 {
            child::pack(&self.site.join("public"), &pack)?;
        }
        self.aside(series, "copy", |out| {
            measure::run(Path::new("cp"), &["-r", &text(&self.site.join("public")), out])
        })?;
        self.aside(series, "write", |out| self.child("write", &[&text(&pack), out]))?;
        self.equal_work(turn, series)?;
        if let Some((program, root)) = &self.hugo {
            remove(&root.join("public"))?;
            series.add("hugo", measure::run(program, &["--quiet", "--source", &text(root)])?);
        }
        series.add("same", self.build()?);
        let (content, public) = (text(&self.site.join("content")), text(&self.site.join("public")));
        series.add("walk", self.child("walk", &[&content])?);
        series.add("walk all", self.child("walk", &[&content, &public])?);
        self.edit(site::edited_article(&self.corpus, turn))?;
        series.add("body", self.build()?);
        self.edit(site::renamed_unit(&self.corpus, turn))?;
        series.add("rename", self.build()?);
        self.newsroom(series)?;
        series.add("nothing", self.child("nothing", &[])?);
        Ok(())
    }

    /// Makes what Hugo makes, and writes the same bytes again.
    fn equal_work(&self, turn: usize, series: &mut Series) -> io::Result<()> {
        forget(&self.plain)?;
        series.add("plain", self.child("build", &[&text(&self.plain)])?);
        let pack = self.beside.with_extension("plain-pack");
        if turn == 0 {
            child::pack(&self.plain.join("public"), &pack)?;
        }
        self.aside(series, "plain write", |out| self.child("write", &[&text(&pack), out]))
    }

    /// Kits, a report and a counted log, of a site that was just built.
    fn newsroom(&self, series: &mut Series) -> io::Result<()> {
        let site = text(&self.site);
        for (name, kind, id) in newsroom::subjects(&self.corpus) {
            series.add(name, self.child("kit", &[&site, kind.spec().name, &id])?);
        }
        series.add("coverage", self.child("coverage", &[&site])?);
        let log = newsroom::write_log(&self.corpus, &self.beside.with_extension("log"))?;
        series.add("reads", self.child("reads", &[&site, &text(&log)])?);
        fs::remove_file(log)
    }

    /// Measures one decision with lists of different lengths: adding it, then editing its prose.
    pub fn measure_long(&self, rounds: usize) -> io::Result<Series> {
        let mut series = Series::default();
        for turn in 0..rounds {
            for rows in LENGTHS {
                let path = self.edit(site::long_decision(&self.corpus, rows, 2 * turn))?;
                series.add(&format!("add {rows}"), self.build()?);
                self.edit(site::long_decision(&self.corpus, rows, 2 * turn + 1))?;
                series.add(&format!("edit {rows}"), self.build()?);
                fs::remove_file(path)?;
                self.build()?;
            }
        }
        Ok(series)
    }

    /// Measures pictures.
    pub fn measure_pictures(&self, rounds: usize) -> io::Result<Series> {
        let mut series = Series::default();
        let photo = self.beside.with_extension("jpg");
        drawn::photo(&photo)?;
        for _ in 0..rounds {
            for (work, _, count, _) in drawn::WORKS {
                series.add(work, self.child("draw", &[work, &count.to_string(), &text(&photo)])?);
            }
            series.add("nothing", self.child("nothing", &[])?);
        }
        fs::remove_file(photo)?;
        Ok(series)
    }

    /// Removes all that was generated.
    pub fn clear(&self) -> io::Result<()> {
        remove(&self.site)?;
        remove(&self.plain)?;
        self.hugo.as_ref().map_or(Ok(()), |(_, root)| remove(root))
    }

    fn build(&self) -> io::Result<Cost> {
        self.child("build", &[&text(&self.site)])
    }

    fn child(&self, work: &str, args: &[&str]) -> io::Result<Cost> {
        measure::run(&self.me, &[&["--child", work], args].concat())
    }

    /// Measures work that makes a folder beside the site, which is not there before.
    fn aside(&self, series: &mut Series, name: &str, work: impl Fn(&str) -> io::Result<Cost>) -> io::Result<()> {
        remove(&self.beside)?;
        series.add(name, work(&text(&self.beside))?);
        remove(&self.beside)
    }

    fn edit(&self, (path, content): (String, String)) -> io::Result<PathBuf> {
        let path = self.site.join(path);
        fs::write(&path, content)?;
        Ok(path)
    }
}

/// Nothing published, nothing remembered.
fn forget(site: &Path) -> io::Result<()> {
    remove(&site.join("public"))?;
    remove(&site.join(".bangvang"))
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}
