//! Words for fictitious records. In: a seed. Out: names and prose, the same on every machine.

/// A source of numbers (`SplitMix64`).
pub struct Rng(u64);

impl Rng {
    /// The numbers of one record.
    pub fn of(kind: &str, at: u64) -> Self {
        let seed = kind
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        Self(seed ^ at.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number below `end`, small ones more often: a third of `end` in the mean.
    pub fn skewed(&mut self, end: u64) -> u64 {
        self.below(end).min(self.below(end))
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[(self.next() % from.len() as u64) as usize]
    }

    /// An index, each as often as its weight says.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        weights.iter().position(|weight| left.checked_sub(*weight).map(|rest| left = rest).is_none()).unwrap_or(0)
    }
}

/// Words of weather and colour; no territory is called by two of them.
const NATURE: [&str; 24] = [
    "Mây", "Gió", "Nắng", "Sương", "Lam", "Biếc", "Trăng", "Khói", "Lụa", "Ngàn", "Xuân", "Thu", "Trong", "Xanh",
    "Hồng", "Tím", "Bạc", "Ngọc", "Lá", "Hoa", "Tuyết", "Băng", "Suối", "Đồi",
];

/// Family names that nobody has: "Thử" (try), "Mẫu" (sample), "Ví" (suppose)…
const FAMILIES: [&str; 6] = ["Thử", "Mẫu", "Ví", "Tạm", "Nháp", "Tưởng"];

/// What units there are at the bottom, and their types.
pub const SORTS: &[(&str, &str)] = &[
    ("Trường Mẫu Hư Cấu", "truong"),
    ("Công ty Hư Cấu", "doanh-nghiep"),
    ("Trạm Y tế Hư Cấu", "y-te"),
    ("Hợp tác xã Hư Cấu", "hop-tac-xa"),
    ("Ấp Hư Cấu", "ap-khu-pho"),
    ("Chi hội Hư Cấu", "doan-the"),
    ("Tổ Hư Cấu", "to-doi-phong"),
];

/// Posts.
pub const POSTS: &[&str] = &["Tổ trưởng", "Giáo viên", "Công nhân", "Chuyên viên", "Trưởng ấp", "Kế toán", "Y sĩ"];

/// What people are praised for.
pub const OBJECTS: &[&str] = &[
    "phong trào xây dựng nông thôn mới",
    "công tác chăm lo trẻ em",
    "phong trào trồng cây bên đường làng",
    "chuyển đổi số ở cơ sở",
    "việc giữ sạch nguồn nước",
    "phong trào hiến máu",
    "công tác phòng cháy ở khu dân cư",
    "sáng kiến tiết kiệm điện",
    "cuộc vận động học tập suốt đời",
    "việc giúp nhau làm kinh tế",
];

const WHO: [&str; 10] = [
    "tập thể cán bộ và người lao động",
    "các tổ sản xuất ở vùng xa",
    "nhà trường cùng phụ huynh",
    "chi hội ở từng ấp",
    "đội ngũ trẻ của đơn vị",
    "bà con trong khu dân cư",
    "ban tổ chức đợt thi đua",
    "những gia đình tham gia phong trào",
    "nhóm sáng kiến của công ty",
    "cán bộ trạm y tế",
];

const DID: [&str; 10] = [
    "đã hoàn thành trước thời hạn",
    "tiếp tục giữ vững và phát huy",
    "cùng nhau cải tiến cách làm cho",
    "vận động thêm nhiều người tham gia",
    "ghi lại từng việc cụ thể trong",
    "chia sẻ kinh nghiệm thực tế về",
    "đăng ký phần việc của mình trong",
    "tổng kết và rút ra bài học từ",
    "duy trì đều đặn suốt cả năm",
    "đóng góp công sức cho",
];

const HOW: [&str; 10] = [
    "với sự ủng hộ của nhân dân",
    "trong điều kiện còn nhiều khó khăn",
    "bằng những việc làm nhỏ mà thiết thực",
    "theo đúng kế hoạch đã đề ra",
    "để mọi người cùng được hưởng lợi",
    "qua đó góp phần hoàn thành nhiệm vụ chung",
    "và được các đơn vị bạn học tập",
    "nhờ phân công rõ người rõ việc",
    "dù thời tiết năm nay không thuận lợi",
    "từ ngày đầu phát động đến khi tổng kết",
];

/// A name of a place, of two words; the same number gives the same name.
pub fn place(at: u64) -> &'static str {
    static PLACES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let all = || {
        NATURE.iter().flat_map(|a| NATURE.iter().filter(move |b| *b != a).map(move |b| format!("{a} {b}"))).collect()
    };
    let places = PLACES.get_or_init(all);
    &places[(at.wrapping_mul(311) % places.len() as u64) as usize]
}

/// A name of a person.
pub fn name(rng: &mut Rng) -> String {
    format!("{} {} {} {}", rng.pick(&FAMILIES), rng.pick(&NATURE), rng.pick(&NATURE), rng.pick(&NATURE))
}

/// A heading.
pub fn heading(rng: &mut Rng) -> String {
    capital(&format!("{} và {}", rng.pick(OBJECTS), rng.pick(&WHO)))
}

/// A paragraph of three to six sentences.
pub fn paragraph(rng: &mut Rng) -> String {
    let sentences: Vec<_> = (0..3 + rng.below(4)).map(|_| sentence(rng)).collect();
    sentences.join(" ") + "\n"
}

/// A list.
pub fn list(rng: &mut Rng) -> String {
    (0..3 + rng.below(4)).map(|_| format!("- **{}**: {}\n", capital(rng.pick(&WHO)), rng.pick(OBJECTS))).collect()
}

/// A table.
pub fn table(rng: &mut Rng) -> String {
    let rows: String =
        (1..=4 + rng.below(4)).map(|at| format!("| {at} | {} | {} |\n", rng.pick(OBJECTS), rng.below(100))).collect();
    format!("| STT | Nội dung | Số việc |\n|---|---|---:|\n{rows}")
}

fn sentence(rng: &mut Rng) -> String {
    capital(&format!("{} {} {} {}.", rng.pick(&WHO), rng.pick(&DID), rng.pick(OBJECTS), rng.pick(&HOW)))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
