"""What citizens of Kalimantan Timur complain of: themes, sentences and names, so that texts vary as real ones do.

Gaps in braces are filled by :func:`told`; a text is built of sentences until it has about three hundred letters.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

LETTERS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One kind of trouble: whose it is, what it is called, and what is said of it."""

    category: str
    agencies: tuple[str, ...]
    titles: tuple[str, ...]
    said: tuple[str, ...]


THEMES: Final = (
    Theme(
        category="kesehatan",
        agencies=("aws", "rskd", "ams", "dinkes"),
        titles=(
            "Antrean obat di {tempat} lebih dari {n} jam",
            "Jadwal dokter {poli} berubah tanpa pemberitahuan",
            "Kamar rawat inap penuh, pasien menunggu di lorong",
            "Rujukan BPJS ditolak di loket pendaftaran",
            "Hasil laboratorium terlambat {n} hari",
            "Toilet ruang tunggu poli {poli} rusak",
        ),
        said=(
            "Saya mengambil nomor antrean {kode} sejak {jam}, baru dipanggil apotek {n} jam kemudian.",
            "Obat {obat} dikatakan habis dan keluarga diminta membeli sendiri di luar seharga {rupiah}.",
            "Dokter spesialis {poli} baru datang {jam}, padahal di papan tertulis pukul 08.00.",
            "Ibu saya lansia dan memakai kursi roda, tidak ada kursi prioritas maupun petugas yang membantu.",
            "Perawat jaga malam tidak menjawab panggilan dari kamar {kode} walaupun infus sudah kosong.",
            "Surat kontrol harus difotokopi ulang {n} kali karena berkas pasien tercecer antarunit.",
            "Mesin pendaftaran mandiri mati, semua pasien dialihkan ke satu loket sehingga antrean mengular.",
            "Anak saya demam tinggi, tetapi instalasi gawat darurat meminta jaminan pembayaran lebih dulu.",
        ),
    ),
    Theme(
        category="pekerjaan-umum-dan-penataan-ruang",
        agencies=("pupr", "samarinda", "kutai-kartanegara", "balikpapan"),
        titles=(
            "Jalan {jalan} berlubang di {tempat}",
            "Jembatan kayu di {tempat} lapuk",
            "Drainase {jalan} tersumbat, banjir setiap hujan",
            "Perbaikan jalan {jalan} terhenti {n} bulan",
            "Gorong-gorong ambruk dekat {tempat}",
        ),
        said=(
            "Lubang sedalam {n} sentimeter tergenang air sehingga pengendara sepeda motor sering terjatuh.",
            "Sejak {hari} sudah ada {n} kecelakaan, terakhir seorang pelajar patah tangan.",
            "Kontraktor meninggalkan tumpukan material dan tanah galian tanpa rambu maupun lampu pengaman.",
            "Aspal yang baru ditambal terkelupas lagi sesudah dilewati truk batu bara bermuatan berlebih.",
            "Parit di samping {jalan} penuh endapan lumpur, air meluap masuk ke {n} rumah di RT {rt}.",
            "Papan lantai jembatan berlubang dan pagar pengamannya hilang sejak {hari}.",
            "Warga sudah menimbun memakai batu koral dengan biaya sendiri sebesar {rupiah}.",
        ),
    ),
    Theme(
        category="pendidikan",
        agencies=("disdikbud",),
        titles=(
            "Pungutan seragam di SMA Negeri {n}",
            "Atap ruang kelas bocor di {tempat}",
            "Ijazah ditahan karena tunggakan komite",
            "Guru {pelajaran} kosong sejak {hari}",
            "Zonasi penerimaan murid baru tidak sesuai alamat",
        ),
        said=(
            "Orang tua diminta membayar {rupiah} untuk seragam dan buku lewat koperasi sekolah tanpa kuitansi.",
            "Plafon kelas {kode} runtuh sebagian sehingga murid belajar bergantian di perpustakaan.",
            "Selama {n} minggu pelajaran {pelajaran} diganti tugas mandiri karena gurunya cuti.",
            "Anak saya tinggal {n} ratus meter dari sekolah, tetapi kalah oleh pendaftar dari kecamatan lain.",
            "Kepala sekolah menjawab bahwa dana bantuan operasional belum cair dan meminta sumbangan sukarela.",
            "Kartu Indonesia Pintar anak saya tidak aktif walaupun nama kami terdaftar di data terpadu.",
        ),
    ),
    Theme(
        category="energi-dan-sumber-daya-alam",
        agencies=("pln", "desdm", "ketenagalistrikan"),
        titles=(
            "Listrik padam {n} kali sehari di {tempat}",
            "Tambang batu bara dekat permukiman {tempat}",
            "Solar bersubsidi untuk nelayan selalu habis",
            "Tiang listrik miring di {jalan}",
        ),
        said=(
            "Pemadaman terjadi mulai {jam} dan berlangsung {n} jam tanpa pemberitahuan sebelumnya.",
            "Kulkas dan pompa air warga rusak karena tegangan naik turun, kerugian sekitar {rupiah}.",
            "Lubang bekas tambang tidak ditutup, hanya {n} ratus meter dari rumah warga dan sekolah dasar.",
            "Debu hauling beterbangan sepanjang hari sehingga jemuran kotor dan anak-anak batuk.",
            "Stok solar di stasiun pengisian habis sebelum {jam} walaupun rekomendasi dinas sudah kami bawa.",
            "Kabel menjuntai rendah di atas halaman surau dan memercikkan api ketika hujan.",
        ),
    ),
    Theme(
        category="lingkungan-hidup-dan-kehutanan",
        agencies=("dlh", "dishut", "bontang"),
        titles=(
            "Sampah menumpuk di {jalan}",
            "Sungai di {tempat} berbusa dan berbau",
            "Pembakaran lahan di {tempat}",
            "Limbah dapur hotel dibuang ke parit",
        ),
        said=(
            "Bak sampah di depan pasar tidak diangkut selama {n} hari, belatung sampai ke badan jalan.",
            "Air sungai berwarna hitam sejak {hari}, ikan keramba milik {n} keluarga mati semua.",
            "Asap pembakaran masuk ke rumah setiap {jam} dan membuat penderita asma kambuh.",
            "Pabrik mengalirkan limbah pada malam hari ketika pasang sehingga sukar difoto.",
            "Pohon peneduh ditebang untuk papan reklame tanpa izin ketua rukun tetangga.",
        ),
    ),
    Theme(
        category="sosial-dan-kesejahteraan",
        agencies=("dinsos", "dkp3a", "kutai-timur"),
        titles=(
            "Bantuan sosial tidak diterima sejak {hari}",
            "Nama dicoret dari daftar keluarga harapan",
            "Beras bantuan berkutu di {tempat}",
            "Lansia terlantar di {tempat}",
        ),
        said=(
            "Kartu keluarga sejahtera saya bersaldo nol selama {n} bulan, padahal tetangga tetap menerima.",
            "Pendamping mengatakan data sedang diverifikasi, tetapi tidak ada surat maupun tenggat waktunya.",
            "Beras yang dibagikan {hari} lalu berbau apek dan bercampur kutu, timbangannya juga kurang.",
            "Tetangga saya hidup sendiri, sakit stroke, dan tidak mempunyai keluarga yang dapat merawat.",
            "Petugas meminta uang lelah {rupiah} untuk memasukkan nama ke daftar penerima.",
        ),
    ),
    Theme(
        category="kependudukan",
        agencies=("samarinda", "berau", "paser", "setda"),
        titles=(
            "Cetak KTP elektronik menunggu {n} bulan",
            "Akta kelahiran salah tulis nama",
            "Kartu keluarga tidak dapat diperbarui",
            "Pelayanan kelurahan {tempat} tutup lebih awal",
        ),
        said=(
            "Blangko dikatakan habis setiap kali saya datang, terakhir {hari} {jam}.",
            "Nama ayah di akta tertulis keliru dan saya diminta ke pengadilan, padahal kesalahan dari petugas.",
            "Aplikasi pendaftaran daring selalu menampilkan galat sesudah foto kartu keluarga diunggah.",
            "Loket ditutup {jam} meskipun masih ada {n} orang memegang nomor antrean.",
            "Calo di halaman kantor menawarkan pengurusan sehari jadi dengan biaya {rupiah}.",
        ),
    ),
    Theme(
        category="perhubungan",
        agencies=("dishub", "balikpapan", "penajam-paser-utara"),
        titles=(
            "Lampu lalu lintas mati di simpang {jalan}",
            "Tarif feri ke {tempat} melebihi ketentuan",
            "Parkir liar di {jalan}",
            "Mohon trayek angkutan ke {tempat}",
        ),
        said=(
            "Lampu pengatur lalu lintas padam sejak {hari} dan kendaraan saling serobot pada jam pulang kantor.",
            "Juru parkir meminta {rupiah} tanpa karcis dan marah ketika ditanya tanda pengenalnya.",
            "Penumpang dinaikkan melebihi kapasitas, jaket pelampung hanya {n} buah.",
            "Warga berharap ada bus pagi dan sore dari terminal ke pelabuhan bagi pelajar dan pedagang.",
            "Truk peti kemas mengabaikan larangan jam masuk kota dan memacetkan tanjakan.",
        ),
    ),
    Theme(
        category="layanan-air-minum",
        agencies=("samarinda", "kutai-kartanegara", "bontang"),
        titles=(
            "Air ledeng mati {n} hari di {tempat}",
            "Tagihan air melonjak menjadi {rupiah}",
            "Pipa induk bocor di {jalan}",
        ),
        said=(
            "Air hanya mengalir dini hari sekitar satu jam, keruh kecokelatan dan berbau tanah.",
            "Tagihan bulan ini {rupiah}, tiga kali lipat dari biasanya, sedangkan meteran tidak pernah dibaca.",
            "Kebocoran pipa sudah {n} minggu menggenangi jalan dan belum ada regu perbaikan yang datang.",
            "Kami di RT {rt} terpaksa membeli air tangki setiap {hari} untuk mandi dan memasak.",
        ),
    ),
    Theme(
        category="ketenagakerjaan",
        agencies=("disnakertrans", "bpjs-ketenagakerjaan"),
        titles=(
            "Upah lembur {n} bulan belum dibayar",
            "Pesangon tidak diberikan sesudah pemutusan kerja",
            "Lowongan palsu mengatasnamakan perusahaan sawit",
        ),
        said=(
            "Perusahaan perkebunan menunda gaji {n} bulan dan hanya memberikan beras sebagai panjar.",
            "Mandor melarang kami berserikat dan mengancam memulangkan pekerja ke kampung asal.",
            "Iuran jaminan hari tua dipotong setiap bulan, tetapi saldo di aplikasi tidak bertambah.",
            "Saya diminta mentransfer {rupiah} untuk pelatihan dan seragam sebelum diterima bekerja.",
        ),
    ),
    Theme(
        category="pertanian-dan-peternakan",
        agencies=("dptph", "dpkh", "disbun", "dkp"),
        titles=(
            "Pupuk bersubsidi langka di {tempat}",
            "Sapi bantuan sakit dan mati",
            "Irigasi sawah {tempat} rusak",
        ),
        said=(
            "Kios resmi hanya melayani {n} karung per kelompok tani, sisanya dijual dengan harga {rupiah}.",
            "Pintu air jebol sejak {hari} sehingga {n} hektare padi muda kekeringan.",
            "Dokter hewan baru datang sesudah {n} ekor ternak mati dengan mulut berbusa.",
            "Penyuluh lapangan sudah dua musim tanam tidak berkunjung ke kelompok kami.",
        ),
    ),
    Theme(
        category="tik",
        agencies=("diskominfo",),
        titles=(
            "Internet balai desa {tempat} putus",
            "Aplikasi layanan daring tidak dapat dibuka",
            "Menara telekomunikasi mati di {tempat}",
        ),
        said=(
            "Sinyal hilang setiap hujan sehingga surat pengantar harus diurus dengan perahu dua jam ke kecamatan.",
            "Kode verifikasi tidak pernah masuk ke telepon meskipun dicoba {n} kali dalam sehari.",
            "Genset menara kehabisan bahan bakar dan tidak ada penjaga sejak {hari}.",
        ),
    ),
)

OPENINGS: Final = (
    "Dengan hormat, saya warga {tempat} ingin menyampaikan keluhan.",
    "Mohon perhatian Bapak/Ibu pimpinan.",
    "Kejadian {hari} sekitar {jam} di {tempat}.",
    "Saya melapor mewakili {n} kepala keluarga di RT {rt}.",
    "Ini laporan kedua, yang pertama belum dijawab.",
    "Selamat pagi petugas,",
)
CLOSINGS: Final = (
    "Mohon segera ditindaklanjuti sebelum ada korban.",
    "Kami berharap ada petugas yang meninjau langsung ke lokasi.",
    "Saya bersedia dihubungi untuk keterangan tambahan, foto terlampir.",
    "Tolong diberikan penjelasan tertulis mengenai aturan yang berlaku.",
    "Terima kasih atas tanggapannya.",
    "Bila tidak ada jawaban kami akan mengadu ke Ombudsman.",
)

FIRST_NAMES: Final = tuple(
    "Abdul Achmad Adi Agus Agnes Ahmad Aisyah Alfian Amalia Amir Andi Andika Anisa Anton Ardiansyah Arif Aris Asmawati"
    " Bambang Bayu Budi Burhan Cahyo Candra Citra Dahlia Damayanti Darma Dayang Dedi Desi Dewi Dian Diana Dimas Dwi Edi"
    " Eka Eko Elisabet Endang Erna Evi Fadli Fajar Farida Fatimah Febri Ferdinand Firman Fitri Galih Gita Gunawan Hadi"
    " Hafsah Halimah Hamdan Hani Haris Hartati Hasan Hendra Heni Herlina Husni Ibrahim Ida Ikhsan Ilham Imam Indah"
    " Indra"
    " Intan Irfan Irma Irwan Ismail Iwan Jamal Jamilah Jefri Joko Julia Jumriah Junaidi Kartika Kasim Kristina Kurnia"
    " Laila Lestari Lia Lina Lukman Lusiana Mahmud Maman Mardiana Maria Mariani Markus Martha Maulana Maya Mega Melati"
    " Misran Mohamad Mulyadi Murni Nanda Nasrullah Neni Nia Nina Noor Norhayati Novi Nur Nurdin Nurul Oki Paulus Petrus"
    " Puji Purnomo Putri Rahma Rahmat Ramli Ratna Rendi Reni Ridwan Rina Rini Riska Rizal Robi Rohana Rosmini Rudi"
    " Rusdi Rusmini Sahrul Salim Salmah Samsul Santi Sari Selamet Septian Sinta Siti Slamet Sofyan Sri Suharti Sukma"
    " Sulaiman Sulastri Sumarni Supardi Surya Susanti Sutrisno Syahrani Syamsiah Taufik Teguh Tika Titin Tri Tuti Udin"
    " Umar Umi Untung Usman Wahyu Wati Wawan Widya Winda Wulan Yanti Yohana Yuli Yuliana Yulius Yunus Yusuf Zainal"
    " Zainab Zubaidah Zulkifli".split()
)
LAST_NAMES: Final = tuple(
    "Abidin Aminah Anggraini Anwar Ariani Arsyad Asmara Astuti Aziz Bakri Basri Batubara Budiman Daud Djafar Effendi"
    " Fauzi Fauziah Fitriani Ginting Gultom Hakim Halim Hamid Handayani Harahap Hardianto Hariyanto Harun Hasanah"
    " Hasibuan Hidayah Hidayat Huda Idris Irawan Iskandar Ismail Jaya Kadir Karim Kelana Kurniawan Kusuma Latief"
    " Lestari"
    " Lubis Mahendra Manurung Mansyur Marpaung Maulana Mulyani Mulyono Munthe Muslim Mustafa Nainggolan Napitupulu"
    " Nasution Noor Nugraha Nugroho Nuraini Nurhayati Oktavia Pane Pangestu Pasaribu Permana Pertiwi Prabowo Pradana"
    " Pramono Prasetyo Pratama Purba Purnama Puspita Putra Rachman Rahayu Rahman Rahmawati Ramadhan Riyadi Rosyid"
    " Saputra Saragih Sari Setiawan Setyawati Siahaan Sihombing Silalahi Simanjuntak Simbolon Sinaga Siregar Sitompul"
    " Sitorus Suharto Sukardi Suparman Supriadi Suryadi Susilo Suwandi Syahputra Syarifuddin Tambunan Tanjung Tarigan"
    " Utami Wardani Wibowo Widodo Wijaya Winarto Wulandari Yulianti Yunita Yusuf Zulkarnain Lawai Ding Lahang Ajang"
    " Luhat"
    " Bilung Ngau Jalung Laing Hibau".split()
)
STREETS: Final = tuple(
    f"Jl. {name}"
    for name in (
        "Palang Merah, Gerilya, Pahlawan, Juanda, Antasari, Cendana, Lambung Mangkurat, Hidayatullah, Pelita, Remaja,"
        " Kemakmuran, Ahmad Yani, DI Panjaitan, PM Noor, Suryanata, Rapak Indah, Slamet Riyadi, Untung Suropati,"
        " Cipto Mangunkusumo, Bung Tomo, Otto Iskandardinata, Sultan Sulaiman, Kartini, Diponegoro, Imam Bonjol, Awang"
        " Long, Mulawarman, Pattimura, Jelawat, Biawan, Lumba-Lumba, Marsda Saleh, MT Haryono, Sudirman,"
        " Soekarno-Hatta,"
        " Syarifuddin Yoes, Ruhui Rahayu, Gunung Belah, Akhmad Muksin, Wolter Monginsidi, Patin, Danau Semayang,"
        " Kesehatan, Poros Samarinda-Bontang, Trans Kalimantan, Yos Sudarso, Ir. Sutami, Kadrie Oening, AW Syahranie,"
        " Perjuangan, Damanhuri, Belimau, Giri Rejo, Sentosa, Merdeka, Proklamasi, Dahlia, Anggrek, Kenanga, Bengkuring"
    ).split(", ")
)
_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu", "awal bulan", "minggu lalu")
_CLINICS: Final = ("anak", "jantung", "saraf", "mata", "gigi", "kandungan", "paru", "kulit", "bedah", "penyakit dalam")
_LESSONS: Final = ("matematika", "fisika", "kimia", "bahasa Inggris", "sejarah", "olahraga", "agama", "biologi")
_MEDICINES: Final = ("amlodipin", "metformin", "insulin", "parasetamol", "salbutamol", "captopril", "amoksisilin")


def a_name(random: Random) -> str:
    """Give a first name with one or two more."""
    names = [random.choice(FIRST_NAMES), random.choice(LAST_NAMES)]
    if random.random() < 0.25:
        names.insert(1, random.choice(FIRST_NAMES))
    return " ".join(names)


def told(random: Random, theme: Theme, place: str) -> tuple[str, str]:
    """Give title and text of a complaint; the text has about :data:`LETTERS` letters and never another's gaps."""
    gaps = {
        "tempat": place,
        "jalan": random.choice(STREETS),
        "hari": random.choice(_DAYS),
        "jam": f"pukul {random.randrange(6, 23):02d}.{random.randrange(0, 60, 5):02d}",
        "n": str(random.randrange(2, 31)),
        "rt": str(random.randrange(1, 61)),
        "kode": f"{random.choice('ABCDEFGH')}-{random.randrange(1, 400)}",
        "rupiah": f"Rp{random.randrange(1, 900) * 5}.000",
        "poli": random.choice(_CLINICS),
        "pelajaran": random.choice(_LESSONS),
        "obat": random.choice(_MEDICINES),
    }
    parts = [random.choice(OPENINGS), *random.sample(theme.said, k=min(len(theme.said), 3))]
    closing = random.choice(CLOSINGS)
    while len(parts) > 2 and sum(map(len, parts)) + len(closing) > LETTERS * 1.05:
        parts.pop()
    title = random.choice(theme.titles).format(**gaps)
    return title[:1].upper() + title[1:], " ".join([*parts, closing]).format(**gaps)
