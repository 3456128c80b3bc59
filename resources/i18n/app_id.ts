<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>AgencyContactsPanel</name>
    <message>
        <source>They stand on the slip that sends a person on. Without a name, Down shows who has no address.</source>
        <translation>Tercetak pada slip rujukan. Tanpa mengetik nama, tombol Bawah menampilkan yang belum beralamat.</translation>
    </message>
    <message>
        <source>Agency or body</source>
        <translation>Instansi atau lembaga</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>Service hours</source>
        <translation>Jam layanan</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Laman</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>Seperti bawaan</translation>
    </message>
    <message>
        <source>no address yet</source>
        <translation>belum ada alamat</translation>
    </message>
    <message>
        <source>Kept: %1</source>
        <translation>Tersimpan: %1</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>Answer</source>
        <translation>Jawaban</translation>
    </message>
</context>
<context>
    <name>AttachmentList</name>
    <message>
        <source>Attachments</source>
        <translation>Lampiran</translation>
    </message>
    <message>
        <source>Delete again to remove</source>
        <translation>Delete lagi: hapus</translation>
    </message>
</context>
<context>
    <name>AttachmentsModel</name>
    <message>
        <source>%1 p. · %2</source>
        <translation>%1 hlm. · %2</translation>
    </message>
</context>
<context>
    <name>AttachmentsPanel</name>
    <message>
        <source>Attachments</source>
        <translation>Lampiran</translation>
    </message>
    <message>
        <source>%1 · drag · %2</source>
        <translation>%1 · seret · %2</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Lampirkan berkas</translation>
    </message>
    <message>
        <source>pasted %1.png</source>
        <translation>tempelan %1.png</translation>
    </message>
    <message>
        <source>Taking %1</source>
        <translation>Mengambil %1</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Terlampir: %1</translation>
    </message>
    <message>
        <source>%1 went to the entry before this one</source>
        <translation>%1 masuk ke entri sebelum ini</translation>
    </message>
    <message>
        <source>Nothing is attached yet. %1 chooses a file.</source>
        <translation>Belum ada lampiran. %1 memilih berkas.</translation>
    </message>
    <message>
        <source>No new scan. The scanner&apos;s folder is set in Settings.</source>
        <translation>Tidak ada pindaian baru. Folder pemindai diatur di Pengaturan.</translation>
    </message>
    <message>
        <source>New scan: %1 · %2 attaches</source>
        <translation>Pindaian baru: %1 · %2 lampirkan</translation>
    </message>
    <message>
        <source>Photos carry no place or camera.</source>
        <translation>Foto tidak membawa tempat atau kamera.</translation>
    </message>
    <message>
        <source>PDF and Word stay as they are.</source>
        <translation>PDF dan Word disimpan apa adanya.</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 opens the list</source>
        <translation>%1 dari %2 · %3 buka daftar</translation>
    </message>
    <message>
        <source>pdf, jpg, png, doc, docx · %1 MB · %2 files</source>
        <translation>pdf, jpg, png, doc, docx · %1 MB · %2 berkas</translation>
    </message>
    <message>
        <source>Let go to attach</source>
        <translation>Lepaskan untuk melampirkan</translation>
    </message>
</context>
<context>
    <name>AwaitedLine</name>
    <message>
        <source>The clocks start on the day it is complete.</source>
        <translation>Batas waktu dihitung sejak berkas lengkap.</translation>
    </message>
    <message>
        <source>Complete now</source>
        <translation>Sudah lengkap</translation>
    </message>
    <message>
        <source>Awaited until %1</source>
        <translation>Ditunggu sampai %1</translation>
    </message>
</context>
<context>
    <name>BackupFileStep</name>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>On the stick or disk where it was saved</source>
        <translation>Di flashdisk atau cakram tempat menyimpannya</translation>
    </message>
    <message>
        <source>Backup file</source>
        <translation>Berkas cadangan</translation>
    </message>
    <message>
        <source>Seven groups from the paper; dashes and capitals do not matter</source>
        <translation>Tujuh kelompok huruf dari kertas; tanda hubung dan huruf besar tidak berpengaruh</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Kode pemulihan</translation>
    </message>
</context>
<context>
    <name>BackupPanel</name>
    <message>
        <source>Save a backup now ...</source>
        <translation>Simpan cadangan sekarang ...</translation>
    </message>
    <message>
        <source>Second copy</source>
        <translation>Salinan kedua</translation>
    </message>
    <message>
        <source>One encrypted file with all complaints and attachments. Only the recovery code opens it. Keep it on a stick or another PC: a copy on this disk dies with this disk.</source>
        <translation>Satu berkas terenkripsi berisi semua aduan dan lampiran. Hanya kode pemulihan yang membukanya. Simpan di flashdisk atau PC lain: salinan di cakram ini hilang bersama cakramnya.</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Kode pemulihan</translation>
    </message>
    <message>
        <source>From the paper; it is not kept</source>
        <translation>Dari kertasnya; tidak disimpan</translation>
    </message>
    <message>
        <source>Rehearse with a file ...</source>
        <translation>Latihan dengan berkas ...</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Latihan pulih</translation>
    </message>
    <message>
        <source>Restores a backup in a temporary place, checks it and removes it again. This desk is not touched.</source>
        <translation>Memulihkan cadangan di tempat sementara, memeriksanya, lalu menghapusnya. Loket ini tidak disentuh.</translation>
    </message>
    <message>
        <source>backup-%1.loket</source>
        <translation>cadangan-%1.loket</translation>
    </message>
    <message>
        <source>Save the backup</source>
        <translation>Simpan cadangan</translation>
    </message>
    <message>
        <source>Backup to rehearse</source>
        <translation>Cadangan untuk latihan</translation>
    </message>
    <message>
        <source>Needed: the code opens the backup.</source>
        <translation>Wajib diisi: kode ini membuka cadangan.</translation>
    </message>
    <message>
        <source>Beginning ...</source>
        <translation>Memulai ...</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
    <message>
        <source>The backup is made and was read back</source>
        <translation>Cadangan dibuat dan sudah dibaca ulang</translation>
    </message>
    <message>
        <source>Take it to another place now.</source>
        <translation>Pindahkan sekarang ke tempat lain.</translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) are in it, as of %1.</source>
        <translation>
            <numerusform>Isinya %n aduan, keadaan %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup opens, but %n thing(s) do not fit</source>
        <translation>
            <numerusform>Cadangan terbuka, tetapi ada %n yang tidak cocok</numerusform>
        </translation>
    </message>
    <message>
        <source>Check this desk in the tab beside this one, then make a new backup.</source>
        <translation>Periksa loket ini di tab Periksa, lalu buat cadangan baru.</translation>
    </message>
    <message>
        <source>The rehearsal went well: this backup brings the desk back</source>
        <translation>Latihan berhasil: cadangan ini dapat mengembalikan loket</translation>
    </message>
    <message>
        <source>Nothing of it was left behind.</source>
        <translation>Tidak ada yang ditinggalkan.</translation>
    </message>
    <message>
        <source>No backup was made on this PC yet.</source>
        <translation>Di PC ini belum pernah dibuat cadangan.</translation>
    </message>
    <message>
        <source>Last one: %1.</source>
        <translation>Terakhir: %1.</translation>
    </message>
    <message>
        <source>Last rehearsal: %1.</source>
        <translation>Latihan terakhir: %1.</translation>
    </message>
    <message>
        <source>Not rehearsed yet. A backup that was never opened is a hope.</source>
        <translation>Belum pernah latihan. Cadangan yang belum pernah dibuka baru sebatas harapan.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>CallLater</name>
    <message>
        <source>Call back later</source>
        <translation>Telepon balik nanti</translation>
    </message>
    <message>
        <source>The case stands on the call-back list until somebody was reached.</source>
        <translation>Aduan ini ada dalam daftar telepon balik sampai pelapornya tersambung.</translation>
    </message>
    <message>
        <source>For example: wants to hear of the X-ray, after 15.00</source>
        <translation>Misalnya: minta kabar hasil rontgen, setelah 15.00</translation>
    </message>
    <message>
        <source>Put it on the list</source>
        <translation>Masukkan ke daftar</translation>
    </message>
</context>
<context>
    <name>CallsModel</name>
    <message>
        <source>Since</source>
        <translation>Sejak</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>Reach by</source>
        <translation>Lewat</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Dicoba</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>hari ini %1</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n kali</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallsPage</name>
    <message>
        <source>Waiting to be called</source>
        <translation>Menunggu telepon balik</translation>
    </message>
    <message>
        <source>Nobody waits to be called. %1 on a case, after saving, or when a status was told puts them here.</source>
        <translation>Tidak ada yang menunggu telepon balik. %1 pada aduan, sesudah menyimpan, atau sesudah menyampaikan status menaruhnya di sini.</translation>
    </message>
    <message>
        <source>To be called</source>
        <translation>Yang ditelepon</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Tidak tersambung</translation>
    </message>
    <message>
        <source>May stay empty · Enter keeps it on the list · Esc not yet</source>
        <translation>Boleh kosong · Enter tetap dalam daftar · Esc batal</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>Perlihatkan nomor</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Salah nomor</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Tersambung</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter opens the case</source>
        <translation>↑ ↓ pilih · Enter buka aduan</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Telepon balik</translation>
    </message>
    <message>
        <source>anonymous: ask for nobody by name</source>
        <translation>anonim: jangan sebut nama</translation>
    </message>
</context>
<context>
    <name>CaseChanges</name>
    <message>
        <source>Open the reporter&apos;s fields</source>
        <translation>Buka isian pelapor</translation>
    </message>
    <message>
        <source>Who opened them, when and why is noted in the history of the case.</source>
        <translation>Siapa yang membuka, kapan, dan mengapa dicatat dalam riwayat aduan.</translation>
    </message>
    <message>
        <source>For example: reporter asks to put the address right</source>
        <translation>Misalnya: pelapor minta alamat dibetulkan</translation>
    </message>
    <message>
        <source>Open, and note it</source>
        <translation>Buka, dan catat</translation>
    </message>
    <message>
        <source>Make %1 void</source>
        <translation>Batalkan %1</translation>
    </message>
    <message>
        <source>For an entry that should not have been filed. The number stays, with this reason; it cannot be undone.</source>
        <translation>Untuk entri yang seharusnya tidak dicatat. Nomornya tetap ada dengan alasan ini; tidak dapat dibatalkan lagi.</translation>
    </message>
    <message>
        <source>For example: filed twice. Without the name of the reporter.</source>
        <translation>Misalnya: tercatat dua kali. Tanpa nama pelapor.</translation>
    </message>
    <message>
        <source>Make it void</source>
        <translation>Batalkan entri</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Biarkan</translation>
    </message>
</context>
<context>
    <name>CaseFiles</name>
    <message>
        <source>Attachments</source>
        <translation>Lampiran</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Lampirkan berkas</translation>
    </message>
    <message>
        <source>Taking %1</source>
        <translation>Mengambil %1</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Show the identity</source>
        <translation>Tampilkan identitas</translation>
    </message>
    <message>
        <source>Who opened it, when and why is noted in the history of the case. It is shown for one minute.</source>
        <translation>Siapa yang membuka, kapan, dan mengapa dicatat dalam riwayat aduan. Identitas tampil selama satu menit.</translation>
    </message>
    <message>
        <source>Open the secret report</source>
        <translation>Buka laporan rahasia</translation>
    </message>
    <message>
        <source>Who opened it, when and why is noted in the history of the case.</source>
        <translation>Siapa yang membuka, kapan, dan mengapa dicatat dalam riwayat aduan.</translation>
    </message>
    <message>
        <source>Nothing is missing any more</source>
        <translation>Berkas sudah lengkap</translation>
    </message>
    <message>
        <source>The due dates count from today.</source>
        <translation>Batas waktu dihitung mulai hari ini.</translation>
    </message>
    <message>
        <source>LAPOR! number %1 is stored</source>
        <translation>Nomor LAPOR! %1 tersimpan</translation>
    </message>
    <message>
        <source>It goes to the centre with the next sync and stands on later copies of the receipt.</source>
        <translation>Ikut ke pusat pada sinkron berikutnya dan tertulis pada salinan tanda terima.</translation>
    </message>
    <message>
        <source>Corrected; what was sent before cannot be taken back</source>
        <translation>Diperbaiki; yang sudah terkirim tidak dapat ditarik</translation>
    </message>
    <message>
        <source>The centre is told with the next sync. Tell your supervisor that it was open until now.</source>
        <translation>Pusat diberi tahu pada sinkron berikutnya. Beri tahu supervisor bahwa sampai saat ini masih terbuka.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) corrected</source>
        <translation>
            <numerusform>%n isian diperbaiki</numerusform>
        </translation>
    </message>
    <message>
        <source>What stood there before is in the history; the next receipt says that it was corrected.</source>
        <translation>Tulisan sebelumnya ada di riwayat; tanda terima berikutnya menyebutkan bahwa sudah diperbaiki.</translation>
    </message>
    <message>
        <source>The entry is void</source>
        <translation>Entri dibatalkan</translation>
    </message>
    <message>
        <source>Its number stays, with the reason. Print the receipt again for the reporter: it says so.</source>
        <translation>Nomornya tetap ada dengan alasannya. Cetak lagi tanda terimanya untuk pelapor: di situ tertulis batal.</translation>
    </message>
    <message>
        <source>On the call-back list</source>
        <translation>Masuk daftar telepon balik</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Simpan tanda terima</translation>
    </message>
    <message>
        <source>The receipt left the desk and stands in the ledger</source>
        <translation>Tanda terima keluar dan tercatat dalam buku cetak</translation>
    </message>
    <message>
        <source>The text with both numbers is copied</source>
        <translation>Teks dengan kedua nomor tersalin</translation>
    </message>
    <message>
        <source>Paste it into WhatsApp or SMS within a minute. It is noted that the reporter was told.</source>
        <translation>Tempel di WhatsApp atau SMS dalam satu menit. Tercatat bahwa pelapor sudah dikabari.</translation>
    </message>
    <message>
        <source>It is sent by: %1</source>
        <translation>Dikirim oleh: %1</translation>
    </message>
    <message>
        <source>The centre hears of it with the next sync; its answer comes back as a line of the history.</source>
        <translation>Pusat mengetahuinya pada sinkron berikutnya; jawabannya muncul di riwayat.</translation>
    </message>
    <message>
        <source>The text is copied</source>
        <translation>Teks disalin</translation>
    </message>
    <message>
        <source>Paste it into WhatsApp within a minute.</source>
        <translation>Tempelkan di WhatsApp dalam satu menit.</translation>
    </message>
</context>
<context>
    <name>CaseSheet</name>
    <message>
        <source>Esc back</source>
        <translation>Esc kembali</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Open with a reason (noted)</source>
        <translation>Buka dengan alasan (dicatat)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>■ desk   ◆ centre</source>
        <translation>■ loket   ◆ pusat</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>Show identity (noted)</source>
        <translation>Tampilkan identitas (dicatat)</translation>
    </message>
    <message>
        <source>Due dates</source>
        <translation>Batas waktu</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Tanggapan</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Counted from the receipt by the agency it concerns.</source>
        <translation>Dihitung sejak diterima instansi tujuan.</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Tindakan</translation>
    </message>
    <message>
        <source>LAPOR! number (Tracking ID)</source>
        <translation>Nomor LAPOR! (Tracking ID)</translation>
    </message>
    <message>
        <source>Print copy</source>
        <translation>Cetak salinan</translation>
    </message>
    <message>
        <source>Call back later</source>
        <translation>Telepon balik nanti</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Pengirim</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Perbaiki</translation>
    </message>
    <message>
        <source>Ctrl+T · type it, then Enter · Ctrl+U status</source>
        <translation>Ctrl+T · ketik, lalu Enter · Ctrl+U status</translation>
    </message>
    <message>
        <source>WA text</source>
        <translation>Teks WA</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Tell number</source>
        <translation>Kabari</translation>
    </message>
    <message>
        <source>Desk: %1</source>
        <translation>Loket: %1</translation>
    </message>
    <message>
        <source>Secret report</source>
        <translation>Laporan rahasia</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>Cetak tanda terima</translation>
    </message>
    <message>
        <source>LAPOR! number %1</source>
        <translation>Nomor LAPOR! %1</translation>
    </message>
    <message>
        <source>status as of %1</source>
        <translation>status per %1</translation>
    </message>
    <message>
        <source>Case of counter %1, to be read only: who reported is known there.</source>
        <translation>Aduan Loket %1, hanya dapat dibaca: data pelapor ada di sana.</translation>
    </message>
    <message>
        <source>Hidden with the report</source>
        <translation>Tersembunyi bersama laporannya</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>tanpa nama</translation>
    </message>
    <message>
        <source>address</source>
        <translation>alamat ada</translation>
    </message>
    <message>
        <source>comes back to the desk</source>
        <translation>kembali ke loket</translation>
    </message>
    <message>
        <source>Cover the identity</source>
        <translation>Tutup identitas</translation>
    </message>
    <message>
        <source>A secret report of another officer.</source>
        <translation>Laporan rahasia milik petugas lain.</translation>
    </message>
    <message>
        <source>Only its officer and a supervisor, with a reason, may read it.</source>
        <translation>Hanya petugasnya, dan supervisor dengan alasan, yang boleh membacanya.</translation>
    </message>
    <message>
        <source>today is the last day</source>
        <translation>hari ini hari terakhir</translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>lewat %n hari kerja</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>sisa %n hari kerja</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further report(s)</source>
        <translation>
            <numerusform>%n pelapor lanjutan</numerusform>
        </translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Dicatat</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>original</source>
        <translation>asli</translation>
    </message>
    <message numerus="yes">
        <source>original and %n copy(ies)</source>
        <translation>
            <numerusform>asli dan %n salinan</numerusform>
        </translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Tanda terima</translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier one(s)</source>
        <translation>
            <numerusform>dan %n yang lebih dahulu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CategoryHelp</name>
    <message>
        <source>Nothing to suggest yet: type the title or the report first, or a part of a name.</source>
        <translation>Belum ada usul: isi judul atau isi laporan dulu, atau ketik sebagian nama.</translation>
    </message>
    <message numerus="yes">
        <source>from %n similar report(s)</source>
        <translation>
            <numerusform>dari %n laporan serupa</numerusform>
        </translation>
    </message>
    <message>
        <source>from words: %1</source>
        <translation>dari kata: %1</translation>
    </message>
    <message>
        <source>Proposed: %1. Enter takes it.</source>
        <translation>Usul: %1. Enter memakainya.</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>usul</translation>
    </message>
</context>
<context>
    <name>CategoryWordsPanel</name>
    <message>
        <source>What people say for a category. The entry form suggests the category when a report says it.</source>
        <translation>Apa kata warga untuk suatu kategori. Formulir entri mengusulkan kategori bila laporan menyebutnya.</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategori</translation>
    </message>
    <message>
        <source>A comma or a new line between them; several words stand next to each other</source>
        <translation>Pisahkan dengan koma atau baris baru; beberapa kata dibaca berurutan</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Kata</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>Seperti bawaan</translation>
    </message>
    <message>
        <source>Kept: %1</source>
        <translation>Tersimpan: %1</translation>
    </message>
</context>
<context>
    <name>CentralStatusDialog</name>
    <message>
        <source>Status at LAPOR!</source>
        <translation>Status di LAPOR!</translation>
    </message>
    <message>
        <source>%1: note the status as it stands there today.</source>
        <translation>%1: catat status seperti tertulis di sana hari ini.</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Choose the status.</source>
        <translation>Pilih statusnya.</translation>
    </message>
</context>
<context>
    <name>CentreFacts</name>
    <message>
        <source>At the centre</source>
        <translation>Di pusat</translation>
    </message>
    <message>
        <source>Sees</source>
        <translation>Dapat melihat</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Izin</translation>
    </message>
    <message>
        <source>counter %1 of %2, since %3</source>
        <translation>Loket %1 %2, sejak %3</translation>
    </message>
    <message>
        <source>known after the first sync</source>
        <translation>diketahui setelah sinkron pertama</translation>
    </message>
    <message>
        <source>series %1, since %2</source>
        <translation>seri %1, sejak %2</translation>
    </message>
    <message>
        <source>valid, not used yet</source>
        <translation>berlaku, belum pernah dipakai</translation>
    </message>
    <message>
        <source>valid, last used %1</source>
        <translation>berlaku, terakhir dipakai %1</translation>
    </message>
</context>
<context>
    <name>CentrePanel</name>
    <message>
        <source>Connect ...</source>
        <translation>Sambungkan ...</translation>
    </message>
    <message>
        <source>Sync also while nobody is signed in (by a scheduler)</source>
        <translation>Sinkron juga saat tidak ada yang masuk (lewat penjadwal)</translation>
    </message>
    <message>
        <source>Sync while nobody is signed in</source>
        <translation>Sinkron tanpa petugas</translation>
    </message>
    <message>
        <source>For that, this desk&apos;s key lies in the key ring of this Windows or Linux account: whoever signs in to that account, and every program it runs, could read the complaints. Without it they stay closed until a PIN is typed.</source>
        <translation>Untuk itu kunci loket disimpan di gantungan kunci akun Windows atau Linux ini: siapa pun yang masuk ke akun itu, dan setiap program di dalamnya, dapat membaca aduan. Tanpa itu aduan tetap terkunci sampai PIN diketik.</translation>
    </message>
    <message>
        <source>Sync by itself</source>
        <translation>Sinkron sendiri</translation>
    </message>
    <message>
        <source>Also at once when the line is back; kept for this PC</source>
        <translation>Juga langsung saat jalur kembali; berlaku di PC ini</translation>
    </message>
    <message>
        <source>Speed for attachments</source>
        <translation>Kecepatan lampiran</translation>
    </message>
    <message>
        <source>Who sends new complaints to LAPOR!</source>
        <translation>Pengirim aduan baru ke LAPOR!</translation>
    </message>
    <message>
        <source>Straight to LAPOR! ...</source>
        <translation>Langsung ke LAPOR! ...</translation>
    </message>
    <message>
        <source>Enrolled without a line: what waits leaves on a stick (F6, E).</source>
        <translation>Terdaftar tanpa jalur: yang menunggu dikirim dengan flashdisk (F6, lalu E).</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>Tersambung ke %1.</translation>
    </message>
    <message>
        <source>Reports go first, unlimited; kept for this PC</source>
        <translation>Laporan lebih dulu, tanpa batas; berlaku di PC ini</translation>
    </message>
    <message>
        <source>Filed ones keep theirs; see their case page</source>
        <translation>Yang sudah tercatat tetap; lihat halaman aduannya</translation>
    </message>
    <message>
        <source>never, only with F9</source>
        <translation>tidak, hanya dengan F9</translation>
    </message>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation>
            <numerusform>setiap %n menit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n hour(s)</source>
        <translation>
            <numerusform>setiap %n jam</numerusform>
        </translation>
    </message>
    <message>
        <source>at most %1 kB per second</source>
        <translation>paling cepat %1 kB per detik</translation>
    </message>
    <message>
        <source>as fast as the line</source>
        <translation>secepat jalurnya</translation>
    </message>
    <message>
        <source>This counter is not connected. Everything is kept on this PC only.</source>
        <translation>Loket ini belum tersambung. Semua hanya tersimpan di PC ini.</translation>
    </message>
</context>
<context>
    <name>ChooseValues</name>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>The centre hears it too; do not name the reporter</source>
        <translation>Pusat ikut membacanya; jangan sebut pelapor</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Putuskan</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nanti</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Di sini</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Pusat</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Dulu</translation>
    </message>
    <message>
        <source>Keep what is here</source>
        <translation>Tetap yang di sini</translation>
    </message>
    <message>
        <source>Take the centre&apos;s</source>
        <translation>Ambil dari pusat</translation>
    </message>
    <message>
        <source>Choose at least one of the two for a field.</source>
        <translation>Pilih dulu salah satu untuk sebuah isian.</translation>
    </message>
</context>
<context>
    <name>ColumnRows</name>
    <message>
        <source>Heading in the file</source>
        <translation>Judul di berkas</translation>
    </message>
    <message>
        <source>Field of the form</source>
        <translation>Isian formulir</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Contoh isi</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>wajib</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Desa/kelurahan</translation>
    </message>
    <message>
        <source>District</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Regency or city</source>
        <translation>Kabupaten/kota</translation>
    </message>
    <message>
        <source>not taken in</source>
        <translation>tidak dipakai</translation>
    </message>
</context>
<context>
    <name>ColumnsStep</name>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>For rows that do not say it</source>
        <translation>Bila baris tidak menyebut</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Berkas lain</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>Simpan pemetaan</translation>
    </message>
    <message>
        <source>Check the rows</source>
        <translation>Periksa baris</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Teks yang ditempel</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n baris</numerusform>
        </translation>
    </message>
    <message>
        <source>The columns are understood as they were the last time.</source>
        <translation>Kolom dipahami seperti terakhir kali.</translation>
    </message>
    <message>
        <source>Not read, other sheets of this file: %1.</source>
        <translation>Tidak dibaca, lembar lain di berkas ini: %1.</translation>
    </message>
    <message>
        <source>Type a part of the field&apos;s name in each line; Enter goes on.</source>
        <translation>Ketik sebagian nama isian di tiap baris; Enter lanjut.</translation>
    </message>
    <message>
        <source>No such field, behind: %1</source>
        <translation>Isian tidak dikenal, pada: %1</translation>
    </message>
    <message>
        <source>Still needed: %1</source>
        <translation>Masih perlu: %1</translation>
    </message>
</context>
<context>
    <name>ComplaintsModel</name>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Instansi</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Kiriman</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>ditandai</translation>
    </message>
    <message>
        <source>counter %1</source>
        <translation>loket %1</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect to the provincial server</source>
        <translation>Sambungkan ke server provinsi</translation>
    </message>
    <message>
        <source>By stick</source>
        <translation>Lewat flashdisk</translation>
    </message>
    <message>
        <source>The provincial administrator gives you the address and a code that works once.</source>
        <translation>Admin provinsi memberi alamat dan kode yang berlaku satu kali.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Over the line</source>
        <translation>Lewat internet</translation>
    </message>
    <message>
        <source>How to connect</source>
        <translation>Cara menyambung</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Kode sekali pakai</translation>
    </message>
    <message>
        <source>Dashes and capitals do not matter</source>
        <translation>Tanda hubung dan huruf besar tidak berpengaruh</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Berkas sertifikat</translation>
    </message>
    <message>
        <source>Only if the administrator gave you one</source>
        <translation>Hanya bila diberi oleh admin provinsi</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Sambungkan</translation>
    </message>
    <message>
        <source>Read the answer ...</source>
        <translation>Baca jawaban ...</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>For a place without a line: a stick goes to the provincial administrator and comes back.</source>
        <translation>Untuk tempat tanpa jalur: flashdisk dibawa ke admin provinsi, lalu dibawa kembali.</translation>
    </message>
</context>
<context>
    <name>CopyLine</name>
    <message>
        <source>copied %1</source>
        <translation>disalin %1</translation>
    </message>
    <message>
        <source>copy (next)</source>
        <translation>salin (berikut)</translation>
    </message>
    <message>
        <source>copy (noted)</source>
        <translation>salin (dicatat)</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>salin</translation>
    </message>
</context>
<context>
    <name>CopyPage</name>
    <message>
        <source>Waiting to be copied</source>
        <translation>Menunggu disalin</translation>
    </message>
    <message>
        <source>Copy desk</source>
        <translation>Meja salin</translation>
    </message>
    <message>
        <source>Import numbers</source>
        <translation>Impor nomor</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n menunggu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Oldest first · %n done today</source>
        <translation>
            <numerusform>Terlama di atas · hari ini selesai %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits to be copied.</source>
        <translation>Tidak ada yang perlu disalin.</translation>
    </message>
    <message numerus="yes">
        <source>%n done today.</source>
        <translation>
            <numerusform>Hari ini selesai %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>New complaints are sent to LAPOR! by: %1. An admin changes that in the settings.</source>
        <translation>Aduan baru dikirim ke LAPOR! oleh: %1. Admin mengubahnya di Pengaturan.</translation>
    </message>
    <message>
        <source>%1 takes in Tracking IDs and statuses from an export of LAPOR!.</source>
        <translation>%1 membaca Tracking ID dan status dari ekspor LAPOR!.</translation>
    </message>
    <message>
        <source>Copy who reported</source>
        <translation>Salin data pelapor</translation>
    </message>
    <message>
        <source>Who opened it, when and why is noted in the history of the case.</source>
        <translation>Siapa yang membuka, kapan, dan alasannya dicatat di riwayat aduan.</translation>
    </message>
    <message>
        <source>copied into SP4N-LAPOR!</source>
        <translation>disalin ke SP4N-LAPOR!</translation>
    </message>
    <message>
        <source>Copy, and note it</source>
        <translation>Salin, dan catat</translation>
    </message>
    <message>
        <source>Open the secret report</source>
        <translation>Buka laporan rahasia</translation>
    </message>
    <message>
        <source>Not sent yet: skip</source>
        <translation>Belum dikirim: lewati</translation>
    </message>
    <message>
        <source>It goes behind the others, with your reason. Nothing was sent.</source>
        <translation>Aduan pindah ke belakang antrean dengan alasan Anda. Tidak ada yang dikirim.</translation>
    </message>
    <message>
        <source>For example: the site is slow, a file is missing</source>
        <translation>Misalnya: situs lambat, berkas kurang</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Lewati</translation>
    </message>
    <message>
        <source>Surely not in LAPOR!</source>
        <translation>Pasti belum masuk LAPOR!</translation>
    </message>
    <message>
        <source>After this it can be copied again. Look in LAPOR! for its number first.</source>
        <translation>Setelah ini aduan boleh disalin lagi. Cari dulu nomornya di LAPOR!.</translation>
    </message>
    <message>
        <source>For example: searched by number and title, not found</source>
        <translation>Misalnya: dicari dengan nomor dan judul, tidak ada</translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation>Memang tidak ada</translation>
    </message>
    <message>
        <source>Paste the number that LAPOR! gave, or skip.</source>
        <translation>Tempel nomor dari LAPOR!, atau lewati.</translation>
    </message>
    <message>
        <source>%1 is in SP4N-LAPOR! as %2</source>
        <translation>%1 sudah di SP4N-LAPOR! dengan nomor %2</translation>
    </message>
    <message>
        <source>Save the attachments</source>
        <translation>Simpan lampiran</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s) saved</source>
        <translation>
            <numerusform>%n lampiran disimpan</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete them from that folder once they are uploaded: there they are not encrypted.</source>
        <translation>Hapus dari folder itu setelah diunggah: di sana berkas tidak terkunci.</translation>
    </message>
</context>
<context>
    <name>CopySheetView</name>
    <message>
        <source>Attachments</source>
        <translation>Lampiran</translation>
    </message>
    <message>
        <source>Switches on the site</source>
        <translation>Sakelar di situs</translation>
    </message>
    <message>
        <source>e.g. 9104417</source>
        <translation>mis. 9104417</translation>
    </message>
    <message>
        <source>Paste the Tracking ID</source>
        <translation>Tempel Tracking ID</translation>
    </message>
    <message>
        <source>%1 fills it at once, a # is left out</source>
        <translation>%1 langsung mengisi, tanda # dibuang</translation>
    </message>
    <message>
        <source>Perhaps sent</source>
        <translation>Ragu terkirim</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Lewati</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Pasti belum</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka aduan</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>received %1, %2</source>
        <translation>diterima %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>answer %n working day(s) late</source>
        <translation>
            <numerusform>tanggapan lewat %n hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>answer due today</source>
        <translation>tanggapan jatuh hari ini</translation>
    </message>
    <message numerus="yes">
        <source>answer: %n working day(s) left</source>
        <translation>
            <numerusform>tanggapan sisa %n hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>A secret report of another officer: a supervisor copies it.</source>
        <translation>Laporan rahasia petugas lain: disalin oleh penyelia.</translation>
    </message>
    <message>
        <source>The text says who reported, who wants to stay hidden. Leave that out when you paste it.</source>
        <translation>Isi laporan menyebut pelapor yang ingin disembunyikan. Hapus bagian itu saat menempel.</translation>
    </message>
    <message>
        <source>This complaint is sent by hand, by this desk only. The centre and other PCs do not send it.</source>
        <translation>Aduan ini dikirim dengan tangan, hanya oleh meja ini. Pusat dan PC lain tidak mengirimnya.</translation>
    </message>
    <message>
        <source>Copying was begun on %1 by %2, and it is unclear whether it got there. Do not send it again. Look for its number in LAPOR!: paste the Tracking ID if it is there, else press %3.</source>
        <translation>Penyalinan dimulai %1 oleh %2 dan belum jelas hasilnya. Jangan kirim lagi. Cari nomornya di LAPOR!: bila ada, tempel Tracking ID; bila pasti tidak ada, tekan %3.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>Anonymous: no</source>
        <translation>Anonim: tidak</translation>
    </message>
    <message>
        <source>Anonymous: yes</source>
        <translation>Anonim: ya</translation>
    </message>
    <message>
        <source>Secret: no</source>
        <translation>Rahasia: tidak</translation>
    </message>
    <message>
        <source>Secret: yes</source>
        <translation>Rahasia: ya</translation>
    </message>
</context>
<context>
    <name>CorrectionView</name>
    <message>
        <source>Only what you change is noted; what stood there stays readable in the history.</source>
        <translation>Hanya yang Anda ubah yang dicatat; tulisan lama tetap terbaca di riwayat.</translation>
    </message>
    <message>
        <source>Open the reporter&apos;s fields (noted)</source>
        <translation>Buka isian pelapor (dicatat)</translation>
    </message>
    <message>
        <source>Reason for the correction</source>
        <translation>Alasan perbaikan</translation>
    </message>
    <message>
        <source>For example: title mistyped; no names</source>
        <translation>Misalnya: salah ketik judul; tanpa nama</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Store the correction</source>
        <translation>Simpan perbaikan</translation>
    </message>
    <message>
        <source>Correct %1</source>
        <translation>Perbaiki %1</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) changed</source>
        <translation>
            <numerusform>%n isian diubah</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed; was empty</source>
        <translation>Diubah; tadinya kosong</translation>
    </message>
    <message>
        <source>Changed; was: %1</source>
        <translation>Diubah; tadinya: %1</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Menyimpan …</translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation>Belum disimpan</translation>
    </message>
    <message>
        <source>Esc again goes back and drops the changes; Ctrl+Enter stores them.</source>
        <translation>Esc sekali lagi kembali dan membuang perubahan; Ctrl+Enter menyimpannya.</translation>
    </message>
</context>
<context>
    <name>CourierDialog</name>
    <message>
        <source>Carry parcels of other counters</source>
        <translation>Membawa kiriman loket lain</translation>
    </message>
    <message>
        <source>For counters without a line. Their parcels stay sealed: nobody here can open them. Each answer is saved beside its parcel, to be carried back.</source>
        <translation>Untuk loket tanpa jalur. Kirimannya tetap tersegel: tidak ada yang dapat membukanya di sini. Setiap jawaban disimpan di sebelah kirimannya, untuk dibawa pulang.</translation>
    </message>
    <message>
        <source>What became of each file</source>
        <translation>Hasil setiap berkas</translation>
    </message>
    <message>
        <source>Put the stick in and choose the parcel files; several at once are chosen with Shift or Ctrl+A.</source>
        <translation>Pasang flashdisk, lalu pilih berkas kiriman; beberapa sekaligus dengan Shift atau Ctrl+A.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Choose parcels ...</source>
        <translation>Pilih kiriman ...</translation>
    </message>
    <message>
        <source>Parcel files</source>
        <translation>Berkas kiriman</translation>
    </message>
    <message>
        <source>Parcels (kiriman-*.loket);;All files (*)</source>
        <translation>Kiriman (kiriman-*.loket);;Semua berkas (*)</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 dari %2 selesai</translation>
    </message>
    <message>
        <source>Parcels are on their way</source>
        <translation>Kiriman sedang dibawa</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>Part %1 of %2 was handed in.</source>
        <translation>Bagian %1 dari %2 diserahkan.</translation>
    </message>
    <message>
        <source>Its answer: %1</source>
        <translation>Jawabannya: %1</translation>
    </message>
    <message>
        <source>answer saved</source>
        <translation>jawaban disimpan</translation>
    </message>
    <message>
        <source>Still missing: part %1.</source>
        <translation>Belum ada: bagian %1.</translation>
    </message>
    <message>
        <source>waits for its other parts</source>
        <translation>menunggu bagian lain</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) handed in</source>
        <translation>
            <numerusform>%n berkas diserahkan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) saved</source>
        <translation>
            <numerusform>%n jawaban disimpan</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was/were refused: see the list.</source>
        <translation>
            <numerusform>%n ditolak: lihat daftar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was/were not handed in: choose them again, doing so twice is safe.</source>
        <translation>
            <numerusform>%n belum diserahkan: pilih lagi, dua kali pun aman.</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer comes with the last part: choose the others as well.</source>
        <translation>Jawaban terbit bersama bagian terakhir: pilih juga bagian lainnya.</translation>
    </message>
    <message>
        <source>Carry the stick back: there the answer is read with J on the sync page.</source>
        <translation>Bawa flashdisk kembali: di loketnya jawaban dibaca dengan J di halaman Sinkron.</translation>
    </message>
</context>
<context>
    <name>DayWords</name>
    <message>
        <source>today</source>
        <translation>hari ini</translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>lewat %n hari kerja</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>sisa %n hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>sejak %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>per %1</translation>
    </message>
</context>
<context>
    <name>DeskStep</name>
    <message>
        <source>It is not in the list: I type it</source>
        <translation>Tidak ada dalam daftar: saya ketik</translation>
    </message>
    <message>
        <source>Type a part of its name: rsud aw, dishub</source>
        <translation>Ketik sebagian namanya: rsud aw, dishub</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Instansi</translation>
    </message>
    <message>
        <source>Its letter in every number</source>
        <translation>Hurufnya pada nomor</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>2-10 letters, begins every number</source>
        <translation>2-10 huruf, awal nomor</translation>
    </message>
    <message>
        <source>Name of the agency</source>
        <translation>Nama instansi</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kode</translation>
    </message>
    <message>
        <source>Stands on top of every receipt, line by line</source>
        <translation>Tertulis di atas setiap tanda terima, baris demi baris</translation>
    </message>
    <message>
        <source>Letterhead</source>
        <translation>Kop</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Kota</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>Service hours</source>
        <translation>Jam layanan</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message numerus="yes">
        <source>%n unfinished entry(s) of %1 kept</source>
        <translation>
            <numerusform>%n entri belum selesai milik %1 tersimpan</numerusform>
        </translation>
    </message>
    <message>
        <source>Closing ...</source>
        <translation>Menutup ...</translation>
    </message>
    <message numerus="yes">
        <source>Closing ... %n unfinished entry(s) kept</source>
        <translation>
            <numerusform>Menutup … %n entri belum selesai tersimpan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DirectDialog</name>
    <message>
        <source>Straight to LAPOR! from this PC</source>
        <translation>Langsung ke LAPOR! dari PC ini</translation>
    </message>
    <message>
        <source>For a counter that sends to SP4N-LAPOR! by itself. LAPOR!&apos;s administrator gives two files: the profile says where and how, the secrets file holds the keys.</source>
        <translation>Untuk loket yang mengirim sendiri ke SP4N-LAPOR!. Pengelola LAPOR! memberi dua berkas: profil berisi alamat dan caranya, berkas rahasia berisi kuncinya.</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Akses</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>Disimpan</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Terakhir jalan</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Pemetaan</translation>
    </message>
    <message>
        <source>This PC has no access; nothing goes to LAPOR! from here.</source>
        <translation>PC ini tidak punya akses; tidak ada yang dikirim ke LAPOR! dari sini.</translation>
    </message>
    <message>
        <source>Access now</source>
        <translation>Akses sekarang</translation>
    </message>
    <message>
        <source>Mapping ...</source>
        <translation>Pemetaan ...</translation>
    </message>
    <message>
        <source>Remove the access ...</source>
        <translation>Hapus akses ...</translation>
    </message>
    <message>
        <source>Profile file</source>
        <translation>Berkas profil</translation>
    </message>
    <message>
        <source>For example lapor.toml</source>
        <translation>Misalnya lapor.toml</translation>
    </message>
    <message>
        <source>Secrets file</source>
        <translation>Berkas rahasia</translation>
    </message>
    <message>
        <source>Delete it from the stick afterwards</source>
        <translation>Sesudahnya hapus dari flashdisk</translation>
    </message>
    <message>
        <source>Take in, or exchange</source>
        <translation>Simpan atau ganti</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Take the access in</source>
        <translation>Simpan akses</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>belum ada</translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) missing: reports wait for them.</source>
        <translation>
            <numerusform>%n nomor belum ada: laporan menunggunya.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) wait.</source>
        <translation>
            <numerusform>%n laporan menunggu.</numerusform>
        </translation>
    </message>
    <message>
        <source>not yet; it is part of every sync (F9).</source>
        <translation>belum; ikut setiap sinkron (F9).</translation>
    </message>
    <message>
        <source>Needed.</source>
        <translation>Wajib diisi.</translation>
    </message>
    <message>
        <source>The access is kept, encrypted, on this PC</source>
        <translation>Akses tersimpan terenkripsi di PC ini</translation>
    </message>
    <message>
        <source>What was refused or lacked an id is tried again with the next sync.</source>
        <translation>Yang ditolak atau belum punya nomor dicoba lagi pada sinkron berikutnya.</translation>
    </message>
    <message>
        <source>Delete the secrets file from the stick, then choose this PC as the sender in Settings.</source>
        <translation>Hapus berkas rahasia dari flashdisk, lalu pilih PC ini sebagai pengirim di Pengaturan.</translation>
    </message>
    <message>
        <source>Remove the access to LAPOR! from this PC?</source>
        <translation>Hapus akses LAPOR! dari PC ini?</translation>
    </message>
    <message>
        <source>Nothing more is sent to LAPOR! from here.</source>
        <translation>Tidak ada lagi yang dikirim ke LAPOR! dari sini.</translation>
    </message>
    <message>
        <source>Reports and the typed mapping stay.</source>
        <translation>Laporan dan pemetaan yang diketik tetap ada.</translation>
    </message>
    <message>
        <source>Yes, remove it</source>
        <translation>Ya, hapus</translation>
    </message>
    <message>
        <source>The access was removed</source>
        <translation>Akses sudah dihapus</translation>
    </message>
    <message>
        <source>Choose in Settings who sends new complaints from now on.</source>
        <translation>Pilih di Pengaturan siapa yang mengirim aduan baru mulai sekarang.</translation>
    </message>
</context>
<context>
    <name>DoneStrip</name>
    <message>
        <source>Done on the spot</source>
        <translation>Selesai di tempat</translation>
    </message>
    <message>
        <source>%1 saves with the answer · Esc back to the form</source>
        <translation>%1 menyimpan beserta jawaban · Esc kembali ke formulir</translation>
    </message>
</context>
<context>
    <name>Door</name>
    <message>
        <source>Opening the desk ...</source>
        <translation>Membuka loket ...</translation>
    </message>
</context>
<context>
    <name>DraftOffer</name>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Unfinished entries of colleagues</source>
        <translation>Entri rekan yang belum selesai</translation>
    </message>
    <message>
        <source>Discard this draft for good?</source>
        <translation>Buang draf ini untuk selamanya?</translation>
    </message>
    <message>
        <source>Press once more to discard</source>
        <translation>Tekan sekali lagi untuk membuang</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Simpan saja</translation>
    </message>
    <message>
        <source>Unfinished entry of %1</source>
        <translation>Entri belum selesai dari %1</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Lanjutkan</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished entries of %1</source>
        <translation>
            <numerusform>%n entri belum selesai milik %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>Buka semua</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> dan %n lainnya</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) handed over by colleagues</source>
        <translation>
            <numerusform>%n entri diserahkan rekan</numerusform>
        </translation>
    </message>
    <message>
        <source>Look and accept</source>
        <translation>Lihat dan terima</translation>
    </message>
    <message>
        <source>Handed over by colleagues: %1 (Ctrl+H)</source>
        <translation>Diserahkan rekan: %1 (Ctrl+H)</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 oleh %2</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Nanti</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>without a title</source>
        <translation>tanpa judul</translation>
    </message>
</context>
<context>
    <name>DraftTabs</name>
    <message>
        <source>Open entries</source>
        <translation>Entri yang terbuka</translation>
    </message>
</context>
<context>
    <name>DraftsModel</name>
    <message>
        <source>without a title</source>
        <translation>tanpa judul</translation>
    </message>
    <message>
        <source>Yours, stored %1</source>
        <translation>Milik Anda, disimpan %1</translation>
    </message>
    <message>
        <source>offered to colleagues</source>
        <translation>diserahkan, menunggu diterima</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>milik Anda</translation>
    </message>
    <message>
        <source>%1, stored %2</source>
        <translation>%1, disimpan %2</translation>
    </message>
    <message>
        <source>Unfinished entry of %1</source>
        <translation>Entri belum selesai milik %1</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>tidak diserahkan</translation>
    </message>
    <message>
        <source>title shown after accepting</source>
        <translation>judul tampak setelah diterima</translation>
    </message>
    <message>
        <source>offered to you</source>
        <translation>diserahkan kepada Anda</translation>
    </message>
</context>
<context>
    <name>EntryDrafts</name>
    <message>
        <source>No other entry is open. Ctrl+N begins one beside this.</source>
        <translation>Tidak ada entri lain yang terbuka. Ctrl+N memulai entri di sampingnya.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>sekarang</translation>
    </message>
    <message>
        <source>offered</source>
        <translation>diserahkan</translation>
    </message>
    <message>
        <source>without a title</source>
        <translation>tanpa judul</translation>
    </message>
    <message>
        <source>Discard this draft for good?</source>
        <translation>Buang draf ini untuk selamanya?</translation>
    </message>
    <message>
        <source>Press once more to discard</source>
        <translation>Tekan sekali lagi untuk membuang</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Simpan saja</translation>
    </message>
</context>
<context>
    <name>EntryFoot</name>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Save &amp; print</source>
        <translation>Simpan &amp; cetak</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Menyimpan …</translation>
    </message>
    <message>
        <source>Answers marked * are required  ·  Enter goes on  ·  Shift+Enter goes back</source>
        <translation>Isian bertanda * wajib  ·  Enter maju  ·  Shift+Enter mundur</translation>
    </message>
    <message>
        <source>Told by phone, no signature; read it back before saving.</source>
        <translation>Lewat telepon, tanpa tanda tangan; bacakan kembali sebelum menyimpan.</translation>
    </message>
    <message numerus="yes">
        <source>Not saved: %n answer(s) to complete (%1). The draft is safe.</source>
        <translation>
            <numerusform>Belum tersimpan: %n isian perlu dilengkapi (%1). Draf tetap aman.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Asked less often</source>
        <translation>Lebih jarang ditanyakan</translation>
    </message>
    <message>
        <source>Personal data notice has been read out</source>
        <translation>Pemberitahuan data pribadi dibacakan</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>tetap</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>Penelepon</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>Intake</source>
        <translation>Penerimaan</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n isian lain</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Draft not stored yet: %1</source>
        <translation>Draf belum tersimpan: %1</translation>
    </message>
    <message>
        <source>Saved as soon as the attachment is in</source>
        <translation>Disimpan begitu lampirannya masuk</translation>
    </message>
    <message>
        <source>The clock is right, save</source>
        <translation>Jam sudah benar, simpan</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Belum</translation>
    </message>
</context>
<context>
    <name>EntrySide</name>
    <message>
        <source>Read back</source>
        <translation>Dibacakan kembali</translation>
    </message>
    <message>
        <source>Read back and right</source>
        <translation>Sudah dibacakan dan benar</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Kelengkapan</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Batas waktu</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Tanggapan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Selesai</translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>Counted from the day on which it is complete.</source>
        <translation>Dihitung sejak berkas lengkap.</translation>
    </message>
    <message>
        <source>Known once the agency is chosen.</source>
        <translation>Diketahui setelah instansi dipilih.</translation>
    </message>
    <message>
        <source>Counted from receipt by the agency addressed.</source>
        <translation>Dihitung sejak diterima instansi tujuan.</translation>
    </message>
    <message>
        <source>agreed %1</source>
        <translation>disetujui %1</translation>
    </message>
    <message>
        <source>Draft stored %1</source>
        <translation>Draf tersimpan %1</translation>
    </message>
</context>
<context>
    <name>EntrySteps</name>
    <message>
        <source>Contact</source>
        <translation>Kontak</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>Dibacakan kembali</translation>
    </message>
    <message>
        <source>Say the number</source>
        <translation>Sebut nomor</translation>
    </message>
</context>
<context>
    <name>EntryWatch</name>
    <message>
        <source>first registered: %1</source>
        <translation>terdaftar pertama: %1</translation>
    </message>
    <message>
        <source>Proposed from the report; check it</source>
        <translation>Usul dari isi; periksa</translation>
    </message>
</context>
<context>
    <name>ExportModel</name>
    <message>
        <source>Line</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>At LAPOR!</source>
        <translation>Di LAPOR!</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Di sini</translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message>
        <source>Export of LAPOR!</source>
        <translation>Ekspor LAPOR!</translation>
    </message>
    <message>
        <source>Lines of the export</source>
        <translation>Baris ekspor</translation>
    </message>
    <message numerus="yes">
        <source>Take in %n line(s)</source>
        <translation>
            <numerusform>Simpan %n baris</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message numerus="yes">
        <source>%n new number(s)</source>
        <translation>
            <numerusform>%n nomor baru</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es) change</source>
        <translation>
            <numerusform>%n status berubah</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) a look and stay(s) as it is here</source>
        <translation>
            <numerusform>%n perlu diperiksa dan tetap seperti di sini</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportRun</name>
    <message>
        <source>Tables (*.xlsx *.xls *.ods *.csv)</source>
        <translation>Tabel (*.xlsx *.xls *.ods *.csv)</translation>
    </message>
    <message>
        <source>Export of LAPOR!</source>
        <translation>Ekspor LAPOR!</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) taken in</source>
        <translation>
            <numerusform>%n nomor dicatat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es) taken in</source>
        <translation>
            <numerusform>%n status dicatat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) changed here meanwhile and were left.</source>
        <translation>
            <numerusform>%n baris sudah berubah di sini dan dibiarkan.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactsModel</name>
    <message>
        <source>Answer due</source>
        <translation>Batas tanggapan</translation>
    </message>
    <message>
        <source>Closing due</source>
        <translation>Batas selesai</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>%1 before: %2</source>
        <translation>%1 sebelumnya: %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>copy %1</source>
        <translation>salinan ke-%1</translation>
    </message>
    <message>
        <source>original</source>
        <translation>asli</translation>
    </message>
    <message>
        <source>provincial server</source>
        <translation>server provinsi</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>Yes</source>
        <translation>Ya</translation>
    </message>
    <message>
        <source>this agency</source>
        <translation>instansi loket ini</translation>
    </message>
    <message>
        <source>%1 letters</source>
        <translation>%1 huruf</translation>
    </message>
    <message>
        <source>%1 of %2 letters</source>
        <translation>%1 dari %2 huruf</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>today</source>
        <translation>hari ini</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>kemarin</translation>
    </message>
    <message>
        <source>two days ago</source>
        <translation>dua hari lalu</translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation>{count} hari lalu</translation>
    </message>
    <message>
        <source>{count} weeks ago</source>
        <translation>{count} minggu lalu</translation>
    </message>
    <message>
        <source>{count} months ago</source>
        <translation>{count} bulan lalu</translation>
    </message>
    <message>
        <source>{count} years ago</source>
        <translation>{count} tahun lalu</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>besok</translation>
    </message>
    <message>
        <source>in {count} days</source>
        <translation>dalam {count} hari</translation>
    </message>
</context>
<context>
    <name>ForwarderDialog</name>
    <message>
        <source>Hand over the sending</source>
        <translation>Alihkan pengirim</translation>
    </message>
    <message>
        <source>%1 is sent to LAPOR! by: %2. Only one ever sends it. What the provincial server has, it must let go first: until it answers, it stays the sender.</source>
        <translation>%1 dikirim ke LAPOR! oleh: %2. Hanya satu yang pernah mengirim. Yang ada di server provinsi harus dilepas dulu: sebelum dijawab, server tetap pengirimnya.</translation>
    </message>
    <message>
        <source>From now on</source>
        <translation>Mulai sekarang</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Alihkan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Choose one of the two.</source>
        <translation>Pilih salah satu dari keduanya.</translation>
    </message>
</context>
<context>
    <name>FrameWords</name>
    <message numerus="yes">
        <source>%n only on this PC, since %1</source>
        <translation>
            <numerusform>%n hanya di PC ini, sejak %1</numerusform>
        </translation>
    </message>
    <message>
        <source>never synced</source>
        <translation>belum pernah sinkron</translation>
    </message>
    <message>
        <source>synced %1 (%2)</source>
        <translation>sinkron %1 (%2)</translation>
    </message>
    <message>
        <source>Not connected to the provincial server · everything is kept on this PC</source>
        <translation>Belum tersambung ke server provinsi · semua tersimpan di PC ini</translation>
    </message>
    <message>
        <source>No line to the centre: what waits leaves on a stick (F6)</source>
        <translation>Tanpa jalur ke pusat: yang menunggu dikirim dengan flashdisk (F6)</translation>
    </message>
    <message>
        <source>Offline: %1 · everything else works</source>
        <translation>Luring: %1 · semua fitur lain tetap jalan</translation>
    </message>
    <message>
        <source>Connected, not synced yet · everything works</source>
        <translation>Tersambung, belum sinkron · semua fitur jalan</translation>
    </message>
    <message>
        <source>Connected, last contact %1</source>
        <translation>Tersambung, terakhir %1</translation>
    </message>
    <message>
        <source>%1 complaints this year · Counter %2</source>
        <translation>%1 aduan tahun ini · Loket %2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>baru saja</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n menit lalu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n jam lalu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandOverDialog</name>
    <message>
        <source>Hand over and accept</source>
        <translation>Serah terima entri</translation>
    </message>
    <message>
        <source>What you hand over stays yours until a colleague accepts it. Both are noted.</source>
        <translation>Yang Anda serahkan tetap milik Anda sampai rekan menerimanya. Keduanya dicatat.</translation>
    </message>
    <message>
        <source>Unfinished entries</source>
        <translation>Entri belum selesai</translation>
    </message>
    <message>
        <source>No unfinished entry is kept on this desk.</source>
        <translation>Tidak ada entri belum selesai di loket ini.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Hand over all of mine</source>
        <translation>Serahkan semua milik saya</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Tarik kembali</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Terima</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>Yang aman</translation>
    </message>
    <message>
        <source>A complaint with a number is on the disk, even if the power fails the next moment. What is being typed is kept every second. Names, contacts and texts are encrypted on this disk and sealed on the line; identities are shown only on purpose, and every look is noted.</source>
        <translation>Aduan yang bernomor sudah ada di disk, juga bila listrik padam sedetik kemudian. Yang sedang diketik disimpan setiap detik. Nama, kontak, dan isi dienkripsi di disk ini dan disegel di jalan; identitas hanya tampil bila sengaja dibuka, dan setiap kali dicatat.</translation>
    </message>
    <message>
        <source>What the desk cannot promise</source>
        <translation>Yang tidak dapat dijanjikan</translation>
    </message>
    <message>
        <source>It does not protect against an unlocked computer, harmful programs, an administrator of this computer, hibernation, what a printer keeps, or paper. Lock the desk when you stand up, and have the whole disk encrypted. What exists only on this PC is lost if its disk dies: sync often.</source>
        <translation>Loket tidak melindungi dari komputer yang tidak dikunci, program jahat, administrator komputer ini, hibernasi, sisa cetak di pencetak, dan kertas. Kunci loket saat berdiri, dan enkripsikan seluruh disk. Yang hanya ada di PC ini hilang bila disknya rusak: sering-seringlah sinkron.</translation>
    </message>
    <message>
        <source>Anonymous, nameless, secret</source>
        <translation>Anonim, tanpa nama, rahasia</translation>
    </message>
    <message>
        <source>Anonymous: the name is recorded and hidden. Nameless: no name is recorded. Secret: the report itself is read by its officer only, and by a supervisor with a reason.</source>
        <translation>Anonim: nama dicatat dan disembunyikan. Tanpa nama: nama tidak dicatat. Rahasia: isi laporan hanya dibaca petugasnya, dan supervisor dengan alasan.</translation>
    </message>
    <message>
        <source>When something is lost</source>
        <translation>Bila ada yang hilang</translation>
    </message>
    <message>
        <source>PIN forgotten: an admin gives a new one. Phrase forgotten: the recovery code on paper opens the desk. Printer broken: save the receipt as PDF and print it later; the number stays valid.</source>
        <translation>PIN lupa: admin memberi yang baru. Frasa lupa: kode pemulihan di kertas membuka loket. Pencetak rusak: simpan tanda terima sebagai PDF dan cetak nanti; nomornya tetap berlaku.</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Registers</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Choose a register</source>
        <translation>Pilih register</translation>
    </message>
    <message>
        <source>Save the column map</source>
        <translation>Simpan pemetaan kolom</translation>
    </message>
    <message>
        <source>columns.json</source>
        <translation>kolom.json</translation>
    </message>
    <message>
        <source>The column map is saved in %1</source>
        <translation>Pemetaan kolom tersimpan di %1</translation>
    </message>
    <message>
        <source>The clock is right, go on</source>
        <translation>Jam sudah benar, lanjutkan</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) are void; their numbers stay with the reason</source>
        <translation>
            <numerusform>%n laporan batal; nomornya tetap tercatat dengan alasannya</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportUndo</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
</context>
<context>
    <name>ImportsModel</name>
    <message>
        <source>When</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Tercatat</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>Sudah ada</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>berlaku</translation>
    </message>
    <message>
        <source>undone %1: %2</source>
        <translation>dibatalkan %1: %2</translation>
    </message>
</context>
<context>
    <name>IncompleteStrip</name>
    <message>
        <source>Incomplete</source>
        <translation>Belum lengkap</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Yang lain</translation>
    </message>
    <message>
        <source>In own words; several with a semicolon between them</source>
        <translation>Tulis sendiri; pisahkan dengan titik koma</translation>
    </message>
    <message>
        <source>awaited until %1</source>
        <translation>ditunggu sampai %1</translation>
    </message>
    <message>
        <source>1–9 tick · %1 or Esc back to the form</source>
        <translation>1–9 menandai · %1 atau Esc kembali ke formulir</translation>
    </message>
    <message>
        <source>by law until %1 (UU 25/2009 art. 44)</source>
        <translation>menurut UU 25/2009 Pasal 44 sampai %1</translation>
    </message>
</context>
<context>
    <name>KeysStep</name>
    <message>
        <source>Propose another</source>
        <translation>Usulkan yang lain</translation>
    </message>
    <message>
        <source>Of an admin of this desk, as it was when the backup was made</source>
        <translation>Milik seorang admin loket saat cadangan dibuat</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Nama masuk</translation>
    </message>
    <message>
        <source>Asked once a day. Keep this one, or type four words of your own.</source>
        <translation>Ditanya sekali sehari. Pakai yang ini, atau ketik empat kata sendiri.</translation>
    </message>
    <message>
        <source>Opening phrase of the desk</source>
        <translation>Frasa pembuka loket</translation>
    </message>
    <message>
        <source>Six digits or more; no date, no run</source>
        <translation>Enam angka atau lebih; bukan tanggal atau urutan</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>PIN Anda</translation>
    </message>
    <message>
        <source>The PIN once more</source>
        <translation>PIN sekali lagi</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Keduanya tidak sama.</translation>
    </message>
</context>
<context>
    <name>KnownModel</name>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>terlambat %n hari kerja</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>sisa %n hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>typed: %1</source>
        <translation>diketik: %1</translation>
    </message>
    <message>
        <source>%1: recorded %2</source>
        <translation>%1: tercatat %2</translation>
    </message>
</context>
<context>
    <name>KnownPanel</name>
    <message>
        <source>Enter opens the case · %1 or P uses the data · S status · Esc closes</source>
        <translation>Enter buka aduan · %1 atau P pakai data · S status · Esc tutup</translation>
    </message>
    <message>
        <source>Taken over: %1</source>
        <translation>Diambil dari catatan: %1</translation>
    </message>
    <message>
        <source>All that is recorded is typed already.</source>
        <translation>Semua yang tercatat sudah diketik.</translation>
    </message>
    <message>
        <source>These were typed differently and stay so · R uses the recorded one · Esc keeps all</source>
        <translation>Ini diketik berbeda dan tetap begitu · R pakai yang tercatat · Esc biarkan semua</translation>
    </message>
    <message>
        <source>Replaced by what is recorded: %1</source>
        <translation>Diganti dengan yang tercatat: %1</translation>
    </message>
    <message numerus="yes">
        <source>Known · %n earlier report(s)</source>
        <translation>
            <numerusform>Dikenal · %n aduan sebelumnya</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n berjalan</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 opens</source>
        <translation>%1 buka</translation>
    </message>
    <message>
        <source>same NIK</source>
        <translation>NIK sama</translation>
    </message>
    <message>
        <source>Earlier reports</source>
        <translation>Aduan sebelumnya</translation>
    </message>
    <message>
        <source>same phone</source>
        <translation>HP sama</translation>
    </message>
    <message>
        <source>same name and area</source>
        <translation>nama &amp; wilayah sama</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n orang</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is known by this NIK, phone, or name with area.</source>
        <translation>Belum ada yang dikenal dengan NIK, HP, atau nama dan wilayah ini.</translation>
    </message>
    <message>
        <source>Type the whole NIK, the phone, or name and area: then it shows who is known.</source>
        <translation>Ketik NIK lengkap, HP, atau nama dan wilayah: lalu terlihat siapa yang dikenal.</translation>
    </message>
</context>
<context>
    <name>LeavingDialog</name>
    <message>
        <source>What would leave this PC</source>
        <translation>Yang akan keluar dari PC ini</translation>
    </message>
    <message>
        <source>Items that wait</source>
        <translation>Yang menunggu</translation>
    </message>
    <message>
        <source>The very text that leaves</source>
        <translation>Teks persis yang keluar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>To %1: not connected, nothing leaves.</source>
        <translation>Ke %1: belum tersambung, tidak ada yang keluar.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n kiriman</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n lampiran</numerusform>
        </translation>
    </message>
    <message>
        <source>To %1 (%2): %3. Nothing leaves by looking.</source>
        <translation>Ke %1 (%2): %3. Melihat tidak mengirim apa pun.</translation>
    </message>
    <message>
        <source>The file leaves sealed: on the way nobody can open it, only the provincial server.</source>
        <translation>Berkas keluar tersegel: di jalan tidak ada yang dapat membukanya, hanya server provinsi.</translation>
    </message>
    <message>
        <source>The file goes to SP4N-LAPOR! as it is; only the line there is encrypted.</source>
        <translation>Berkas ini masuk SP4N-LAPOR! apa adanya; hanya jalurnya yang terenkripsi.</translation>
    </message>
    <message>
        <source>Who reported was sealed in an earlier try; this PC cannot read that part any more.</source>
        <translation>Data pelapor sudah disegel pada percobaan sebelumnya; PC ini tidak dapat membacanya lagi.</translation>
    </message>
    <message>
        <source>Nothing of who reported leaves with it.</source>
        <translation>Tidak ada data pelapor yang ikut keluar.</translation>
    </message>
    <message>
        <source>Sealed with it, to be opened by the provincial server only: %1.</source>
        <translation>Ikut tersegel, hanya dapat dibuka server provinsi: %1.</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Number, name, title, words of the report, phone, whole NIK · Enter opens a whole number</source>
        <translation>Nomor, nama, judul, kata dalam isi, HP, NIK utuh · Enter membuka nomor utuh</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Aduan</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Nothing found. Type fewer letters, another word, or the last figures of the number.</source>
        <translation>Tidak ada yang cocok. Ketik lebih sedikit huruf, kata lain, atau angka akhir nomornya.</translation>
    </message>
    <message>
        <source>No complaint is recorded yet. Press F2 to type the first one.</source>
        <translation>Belum ada aduan. Tekan F2 untuk mengetik yang pertama.</translation>
    </message>
    <message>
        <source>This number is not recorded on this PC.</source>
        <translation>Nomor ini tidak tercatat di PC ini.</translation>
    </message>
    <message numerus="yes">
        <source>Print %n receipt(s)</source>
        <translation>
            <numerusform>Cetak %n tanda terima</numerusform>
        </translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation>Cetak tanda terima</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter opens · Esc clears the search</source>
        <translation>↑ ↓ pilih · Enter buka · Esc hapus pencarian</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter opens · Space marks · Ctrl+A marks all shown · Esc clears the search</source>
        <translation>↑ ↓ pilih · Enter buka · Spasi tandai · Ctrl+A tandai semua yang tampil · Esc hapus pencarian</translation>
    </message>
    <message>
        <source>Save receipts</source>
        <translation>Simpan tanda terima</translation>
    </message>
    <message>
        <source>receipts-%1.pdf</source>
        <translation>tanda-terima-%1.pdf</translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) left the desk</source>
        <translation>
            <numerusform>%n tanda terima keluar dan tercatat</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message>
        <source>Numbers at LAPOR! for our lists</source>
        <translation>Nomor LAPOR! untuk isian kita</translation>
    </message>
    <message>
        <source>LAPOR!&apos;s administrator has these numbers. What is typed here stands before the profile.</source>
        <translation>Nomor ini ada pada pengelola LAPOR!. Yang diketik di sini didahulukan dari profil.</translation>
    </message>
    <message>
        <source>What holds reports back</source>
        <translation>Yang menahan laporan</translation>
    </message>
    <message>
        <source>Entries of the list</source>
        <translation>Isi daftar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>A part of the name</source>
        <translation>Sebagian namanya</translation>
    </message>
    <message>
        <source>Number at LAPOR!</source>
        <translation>Nomor di LAPOR!</translation>
    </message>
    <message>
        <source>Empty: as the profile says</source>
        <translation>Kosong: menurut profil</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Every entry that reports use has its number.</source>
        <translation>Semua isian yang dipakai laporan sudah punya nomor.</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Tidak ditemukan.</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) wait</source>
        <translation>
            <numerusform>%n laporan menunggu</numerusform>
        </translation>
    </message>
    <message>
        <source>Reports wait for this number; they go with the next sync.</source>
        <translation>Ada laporan yang menunggu nomor ini; dikirim pada sinkron berikutnya.</translation>
    </message>
</context>
<context>
    <name>OfficerStep</name>
    <message>
        <source>With titles, as it stands on receipts</source>
        <translation>Dengan gelar, seperti pada tanda terima</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>NIP</source>
        <translation>NIP</translation>
    </message>
    <message>
        <source>Stands on receipts below the name</source>
        <translation>Tertulis di bawah nama pada tanda terima</translation>
    </message>
    <message>
        <source>Short, chosen at every sign-in</source>
        <translation>Pendek, dipilih setiap kali masuk</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Nama masuk</translation>
    </message>
</context>
<context>
    <name>OfficersModel</name>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Peran</translation>
    </message>
    <message>
        <source>NIP</source>
        <translation>NIP</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Nama masuk</translation>
    </message>
</context>
<context>
    <name>OfficersPanel</name>
    <message>
        <source>Officers</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Add officer</source>
        <translation>Tambah petugas</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>NIP</source>
        <translation>NIP</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Nama masuk</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Peran</translation>
    </message>
    <message>
        <source>First PIN</source>
        <translation>PIN pertama</translation>
    </message>
    <message>
        <source>The PIN once more</source>
        <translation>PIN sekali lagi</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Keduanya tidak sama.</translation>
    </message>
    <message>
        <source>%1 may sign in now</source>
        <translation>%1 sekarang dapat masuk</translation>
    </message>
</context>
<context>
    <name>PapersPanel</name>
    <message>
        <source>Usual papers</source>
        <translation>Berkas biasanya</translation>
    </message>
    <message>
        <source>%1 if missing</source>
        <translation>%1 bila kurang</translation>
    </message>
</context>
<context>
    <name>ParcelRun</name>
    <message>
        <source>Folder of the stick</source>
        <translation>Folder flashdisk</translation>
    </message>
    <message>
        <source>Answer file</source>
        <translation>Berkas jawaban</translation>
    </message>
    <message numerus="yes">
        <source>Parcel %1 is on the stick: %n item(s)</source>
        <translation>
            <numerusform>Kiriman %1 ada di flashdisk: %n isi</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Bring it to a connected office; its answer file closes the records here.</source>
        <translation>%1. Bawa ke kantor yang tersambung; berkas jawabannya menutup catatan di sini.</translation>
    </message>
    <message>
        <source>This answer was taken in before</source>
        <translation>Jawaban ini sudah pernah dibaca</translation>
    </message>
    <message>
        <source>The answer was taken in</source>
        <translation>Jawaban sudah dibaca</translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Month</source>
        <translation>Bulan</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Triwulan</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Tahun</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>2026, 2026-Q1, nov, tw 3 · ↑ ↓</source>
        <translation>2026, 2026-Q1, nov, tw 3 · ↑ ↓</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Rentang</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Sebelumnya</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Berikutnya</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Nothing found: type a part of another word</source>
        <translation>Tidak ada: ketik bagian kata lain</translation>
    </message>
</context>
<context>
    <name>PileMode</name>
    <message>
        <source>Scans of the pile</source>
        <translation>Pindaian tumpukan</translation>
    </message>
    <message>
        <source>%1 is asked anew for every paper.</source>
        <translation>%1 ditanyakan lagi untuk setiap lembar.</translation>
    </message>
    <message>
        <source>%1 stays for the next paper.</source>
        <translation>%1 tetap untuk lembar berikutnya.</translation>
    </message>
    <message>
        <source>%1 is typed anew for the next paper.</source>
        <translation>%1 diketik lagi untuk lembar berikutnya.</translation>
    </message>
    <message>
        <source>%1 is recorded.</source>
        <translation>%1 tersimpan.</translation>
    </message>
</context>
<context>
    <name>PilePane</name>
    <message>
        <source>Paper pile</source>
        <translation>Tumpukan kertas</translation>
    </message>
    <message>
        <source>Paper of this entry</source>
        <translation>Lembar untuk entri ini</translation>
    </message>
    <message>
        <source>Paper %1 of %2</source>
        <translation>Lembar %1 dari %2</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>halaman %1 dari %2</translation>
    </message>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n tersimpan</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 chooses the scans</source>
        <translation>%1 memilih pindaian tumpukan</translation>
    </message>
    <message>
        <source>All papers of this pile are recorded.</source>
        <translation>Semua lembar tumpukan ini sudah tersimpan.</translation>
    </message>
    <message>
        <source>%1 scans · %2 larger · %3 keeps a field</source>
        <translation>%1 pindaian · %2 perbesar · %3 tetapkan</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Opening ...</source>
        <translation>Membuka ...</translation>
    </message>
    <message>
        <source>Page %1 of %2 · %3  ·  PgUp PgDn turn  ·  + - size, 0 whole width</source>
        <translation>Halaman %1 dari %2 · %3  ·  PgUp PgDn ganti halaman  ·  + - ukuran, 0 pas lebar</translation>
    </message>
    <message>
        <source>%3  ·  + - size, 0 whole width</source>
        <translation>%3  ·  + - ukuran, 0 pas lebar</translation>
    </message>
</context>
<context>
    <name>ProgressRow</name>
    <message>
        <source>Cancel</source>
        <translation>Batalkan</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>For example: calling back about evidence</source>
        <translation>Misalnya: menelepon kembali soal bukti</translation>
    </message>
    <message>
        <source>Open, and note it</source>
        <translation>Buka dan catat</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>RecoveryCodeStep</name>
    <message>
        <source>Write these seven groups on paper, or print them, and keep the paper where the desk&apos;s stamp is kept. Whoever has it can open every record of this desk.</source>
        <translation>Tulis tujuh kelompok huruf ini di kertas, atau cetak, lalu simpan bersama stempel loket. Siapa yang memegangnya dapat membuka semua catatan loket ini.</translation>
    </message>
    <message>
        <source>Print the code</source>
        <translation>Cetak kode</translation>
    </message>
    <message>
        <source>Type the code from the paper</source>
        <translation>Ketik kode dari kertas</translation>
    </message>
    <message>
        <source>Capital or small letters, with or without dashes</source>
        <translation>Huruf besar atau kecil, dengan atau tanpa tanda hubung</translation>
    </message>
    <message>
        <source>Recovery code of the complaint desk</source>
        <translation>Kode pemulihan loket aduan</translation>
    </message>
    <message>
        <source>Keep this sheet in a sealed envelope. It opens every record of the desk when the phrase or the PIN are lost. Destroy it when a new code is made.</source>
        <translation>Simpan lembar ini dalam amplop tersegel. Kode ini membuka semua catatan loket bila frasa atau PIN hilang. Musnahkan bila kode baru dibuat.</translation>
    </message>
    <message>
        <source>The sheet is on its way to the printer</source>
        <translation>Lembar dikirim ke pencetak</translation>
    </message>
</context>
<context>
    <name>ReferralPanel</name>
    <message>
        <source>Print where to go</source>
        <translation>Cetak slip rujukan</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Tujuan laporan</translation>
    </message>
    <message>
        <source>no address yet (Settings, Addresses)</source>
        <translation>alamat belum diisi (Pengaturan, Alamat)</translation>
    </message>
    <message>
        <source>Save the slip</source>
        <translation>Simpan slip rujukan</translation>
    </message>
    <message>
        <source>The slip is out; that somebody was sent on is in the log.</source>
        <translation>Slip sudah keluar; rujukan ini tercatat di log.</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Tables of the report</source>
        <translation>Tabel-tabel laporan</translation>
    </message>
    <message>
        <source>Figures of the table</source>
        <translation>Angka tabel yang dipilih</translation>
    </message>
    <message>
        <source>None in this period.</source>
        <translation>Tidak ada dalam periode ini.</translation>
    </message>
    <message>
        <source>Save as XLSX</source>
        <translation>Simpan XLSX</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Every table is in the PDF and in the workbook.</source>
        <translation>Semua tabel ada di PDF dan di buku kerja XLSX.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Counting %1 …</source>
        <translation>Menghitung %1 …</translation>
    </message>
    <message>
        <source>The report is saved in %1</source>
        <translation>Laporan disimpan di %1</translation>
    </message>
</context>
<context>
    <name>ReportRun</name>
    <message>
        <source>Save the report</source>
        <translation>Simpan laporan</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Restoring a desk</source>
        <translation>Memulihkan loket</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Step %1 of 3</source>
        <translation>Langkah %1 dari 3</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Pulihkan</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>Buka loket</translation>
    </message>
    <message>
        <source>which backup, and the paper with its recovery code. This PC is still empty.</source>
        <translation>cadangan mana, dan kertas kode pemulihannya. PC ini masih kosong.</translation>
    </message>
    <message>
        <source>the desk is back. What happens next stands below.</source>
        <translation>loket sudah pulih. Kelanjutannya tertulis di bawah.</translation>
    </message>
    <message>
        <source>nothing counts before all of it was read and checked.</source>
        <translation>belum ada yang berlaku sebelum semuanya dibaca dan diperiksa.</translation>
    </message>
    <message>
        <source>The backup is being looked at ...</source>
        <translation>Cadangan sedang dilihat ...</translation>
    </message>
    <message numerus="yes">
        <source>backup of %1 from %2 with %n complaint(s). Phrase and PIN are new.</source>
        <translation>
            <numerusform>cadangan %1 dari %2, %n aduan. Frasa dan PIN dibuat baru.</numerusform>
        </translation>
    </message>
    <message>
        <source>Beginning ...</source>
        <translation>Memulai ...</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
    <message numerus="yes">
        <source>The check found %n thing(s) that do not fit</source>
        <translation>
            <numerusform>Pemeriksaan menemukan %n yang tidak cocok</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the desk, then see Settings, Check.</source>
        <translation>Buka loket, lalu lihat Pengaturan, tab Periksa.</translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) are here again, as of %1.</source>
        <translation>
            <numerusform>%n aduan kembali ada di sini, keadaan %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything was checked and agrees.</source>
        <translation>Semua sudah diperiksa dan cocok.</translation>
    </message>
    <message>
        <source>The next numbers are of series %1, so that none is given twice. Old numbers stay valid.</source>
        <translation>Nomor berikutnya memakai seri %1, agar tidak ada nomor yang diberikan dua kali. Nomor lama tetap berlaku.</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>Yang kembali</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>First sync</source>
        <translation>Sinkron pertama</translation>
    </message>
    <message>
        <source>The centre is asked first what it holds. What was lost here since the backup comes back from there; only then is anything sent.</source>
        <translation>Pusat ditanya dahulu apa yang sudah dipegangnya. Yang hilang di sini sejak cadangan dibuat diambil kembali dari sana; baru sesudah itu ada yang dikirim.</translation>
    </message>
    <message>
        <source>The old PC</source>
        <translation>PC lama</translation>
    </message>
    <message>
        <source>If it still runs, do not use it any more. You add the other officers again in Settings, with new PINs.</source>
        <translation>Bila masih menyala, jangan dipakai lagi. Petugas lain Anda tambahkan lagi di Pengaturan, dengan PIN baru.</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Row</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Temuan</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Baris %1</translation>
    </message>
    <message>
        <source>kept as a draft</source>
        <translation>jadi draf</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>ditolak</translation>
    </message>
    <message>
        <source>already there</source>
        <translation>sudah ada</translation>
    </message>
    <message>
        <source>can be recorded</source>
        <translation>dapat dicatat</translation>
    </message>
    <message>
        <source>the same as row %1</source>
        <translation>sama dengan baris %1</translation>
    </message>
    <message>
        <source>recorded as %1</source>
        <translation>tercatat sebagai %1</translation>
    </message>
    <message>
        <source>resembles %1</source>
        <translation>mirip %1</translation>
    </message>
    <message>
        <source>The workbook kept it as a number and lost its last digits. Type it anew from the paper.</source>
        <translation>Tersimpan sebagai angka di lembar kerja sehingga digit terakhirnya hilang. Ketik ulang dari berkas aslinya.</translation>
    </message>
</context>
<context>
    <name>RowsStep</name>
    <message>
        <source>Rows of the register</source>
        <translation>Baris register</translation>
    </message>
    <message>
        <source>Recording the rows</source>
        <translation>Mencatat baris</translation>
    </message>
    <message>
        <source>Checking the rows</source>
        <translation>Memeriksa baris</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
    <message>
        <source>You may go on typing in New entry. When stopped, what was recorded stays and has its number.</source>
        <translation>Anda boleh terus mengetik di Entri baru. Bila dihentikan, yang sudah tercatat tetap tersimpan dengan nomornya.</translation>
    </message>
    <message>
        <source>Nothing is recorded while the rows are checked.</source>
        <translation>Selama diperiksa tidak ada yang dicatat.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Catat</translation>
    </message>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n tercatat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can be recorded</source>
        <translation>
            <numerusform>%n dapat dicatat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n ditolak</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n sudah ada</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n row(s) were not looked at. The same file goes on from there.</source>
        <translation>
            <numerusform>Dihentikan: %n baris belum diperiksa. Berkas yang sama melanjutkan dari situ.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is recorded stands with its number. Refused rows can still be completed in the form.</source>
        <translation>Yang tercatat sudah bernomor. Baris yang ditolak masih dapat dilengkapi di formulir.</translation>
    </message>
    <message>
        <source>Nothing is recorded yet. Refused rows are left out; Enter completes one in the form.</source>
        <translation>Belum ada yang dicatat. Baris yang ditolak dilewati; Enter melengkapinya di formulir.</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>Ke awal</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Another import</source>
        <translation>Impor lain</translation>
    </message>
    <message numerus="yes">
        <source>Record %n row(s)</source>
        <translation>
            <numerusform>Catat %n baris</numerusform>
        </translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Semua baris</translation>
    </message>
    <message numerus="yes">
        <source>Only problems (%n)</source>
        <translation>
            <numerusform>Hanya yang bermasalah (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>Complete it in the form</source>
        <translation>Lengkapi di formulir</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka laporannya</translation>
    </message>
</context>
<context>
    <name>SavedFacts</name>
    <message>
        <source>Saved on this PC %1</source>
        <translation>Tersimpan di PC ini %1</translation>
    </message>
    <message>
        <source>Status code %1</source>
        <translation>Kode status %1</translation>
    </message>
    <message>
        <source>Secret report, the title is not shown</source>
        <translation>Laporan rahasia, judul tidak ditampilkan</translation>
    </message>
    <message>
        <source>In SP4N-LAPOR! as %1.</source>
        <translation>Di SP4N-LAPOR! sebagai %1.</translation>
    </message>
    <message>
        <source>Follows to SP4N-LAPOR! at the next sync.</source>
        <translation>Menyusul ke SP4N-LAPOR! pada sinkron berikutnya.</translation>
    </message>
    <message>
        <source>Answered on the spot: %1</source>
        <translation>Dijawab di tempat: %1</translation>
    </message>
    <message>
        <source>Incomplete, awaited until %1: %2</source>
        <translation>Belum lengkap, ditunggu sampai %1: %2</translation>
    </message>
    <message>
        <source>Time for an answer: counted from receipt by the agency addressed.</source>
        <translation>Batas tanggapan: dihitung sejak diterima instansi tujuan.</translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n hari kerja</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer by %1 · %2</source>
        <translation>Tanggapan paling lambat %1 · %2</translation>
    </message>
</context>
<context>
    <name>SavedPage</name>
    <message>
        <source>Print the receipt (original)</source>
        <translation>Cetak tanda terima (asli)</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Cetak salinan</translation>
    </message>
    <message>
        <source>Copy the text for WhatsApp</source>
        <translation>Salin teks WhatsApp</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Simpan PDF</translation>
    </message>
    <message>
        <source>Call back later</source>
        <translation>Telepon balik nanti</translation>
    </message>
    <message>
        <source>Open this complaint</source>
        <translation>Buka aduan ini</translation>
    </message>
    <message>
        <source>Empty form, the channel stays.</source>
        <translation>Formulir kosong, kanal tetap.</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Telepon berikutnya</translation>
    </message>
    <message>
        <source>Next entry</source>
        <translation>Entri berikutnya</translation>
    </message>
    <message>
        <source>copied %1, for a minute</source>
        <translation>disalin %1, selama satu menit</translation>
    </message>
    <message>
        <source>on the list</source>
        <translation>dalam daftar</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Simpan tanda terima</translation>
    </message>
    <message>
        <source>out %1</source>
        <translation>dicetak %1</translation>
    </message>
    <message>
        <source>on its way …</source>
        <translation>sedang dicetak …</translation>
    </message>
    <message>
        <source>copy %1</source>
        <translation>salinan ke-%1</translation>
    </message>
</context>
<context>
    <name>SavedPaper</name>
    <message>
        <source>Receipt preview</source>
        <translation>Pratinjau tanda terima</translation>
    </message>
    <message>
        <source>NIK and phone are partly covered on paper. Every sheet is noted: one original, then copies.</source>
        <translation>NIK dan HP ditutup sebagian pada lembar cetak. Setiap cetakan dicatat: asli sekali, lalu salinan.</translation>
    </message>
    <message>
        <source>WhatsApp text</source>
        <translation>Teks WA</translation>
    </message>
    <message>
        <source>The receipt is being set …</source>
        <translation>Tanda terima sedang disusun …</translation>
    </message>
    <message>
        <source>no printer found</source>
        <translation>pencetak belum ada</translation>
    </message>
    <message>
        <source>Without the reporter&apos;s name, as asked.</source>
        <translation>Tanpa nama pelapor, sesuai permintaan.</translation>
    </message>
</context>
<context>
    <name>SenderRows</name>
    <message>
        <source>Take in what these wrote</source>
        <translation>Ambil tulisan dari</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n row(s)</source>
        <translation>
            <numerusform>%1: %n baris</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown sender</source>
        <translation>pengirim tidak diketahui</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Tampilan</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Pemindai</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Kertas</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Kata</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Provinsi</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Cadangan</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Ikut komputer</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Bahasa layar</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Warna</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Ukuran huruf</translation>
    </message>
    <message>
        <source>Kept for this computer</source>
        <translation>Disimpan untuk komputer ini</translation>
    </message>
    <message>
        <source>Folder of the scanner</source>
        <translation>Folder pemindai</translation>
    </message>
    <message>
        <source>New scans there are proposed while an entry is typed; empty for none</source>
        <translation>Pindaian baru di sana ditawarkan saat entri diketik; kosongkan bila tidak dipakai</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Sheet of the receipt</source>
        <translation>Kertas tanda terima</translation>
    </message>
    <message>
        <source>Holds for the next print</source>
        <translation>Berlaku mulai cetakan berikut</translation>
    </message>
    <message>
        <source>Language of the receipt</source>
        <translation>Bahasa tanda terima</translation>
    </message>
    <message>
        <source>Looks at the whole desk: the database file, the chain of the log, numbers without gaps, receipts and events against the records. It changes nothing.</source>
        <translation>Memeriksa seluruh loket: berkas basis data, rantai catatan, nomor tanpa celah, tanda terima dan kiriman terhadap catatan. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Check the desk</source>
        <translation>Periksa loket</translation>
    </message>
    <message>
        <source>There is no such folder now; it is looked for again.</source>
        <translation>Folder itu sekarang tidak ada; akan dicari lagi.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Tersimpan</translation>
    </message>
    <message>
        <source>Checking ...</source>
        <translation>Memeriksa ...</translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) were held against their events.</source>
        <translation>
            <numerusform>%n aduan dicocokkan dengan kirimannya.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything agrees.</source>
        <translation>Semuanya cocok.</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Preparing the desk</source>
        <translation>Menyiapkan loket</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Step %1 of 4</source>
        <translation>Langkah %1 dari 4</translation>
    </message>
    <message>
        <source>Restore from a backup ...</source>
        <translation>Pulihkan dari cadangan ...</translation>
    </message>
    <message>
        <source>Make the desk</source>
        <translation>Buat loket</translation>
    </message>
    <message>
        <source>Use the desk</source>
        <translation>Pakai loket</translation>
    </message>
    <message>
        <source>whose desk this is. It stands on receipts and in numbers.</source>
        <translation>loket siapa ini. Tertulis pada tanda terima dan nomor.</translation>
    </message>
    <message>
        <source>its first officer, who may add others and change settings.</source>
        <translation>petugas pertamanya, yang boleh menambah petugas dan mengubah pengaturan.</translation>
    </message>
    <message>
        <source>what opens it. The phrase guards the disk, the PIN tells who you are.</source>
        <translation>pembukanya. Frasa menjaga disk, PIN menunjukkan siapa Anda.</translation>
    </message>
    <message>
        <source>the way back in when phrase or PIN are lost. It is shown only now.</source>
        <translation>jalan masuk bila frasa atau PIN hilang. Hanya tampil sekarang.</translation>
    </message>
    <message>
        <source>The desk is being made ...</source>
        <translation>Loket sedang dibuat ...</translation>
    </message>
    <message>
        <source>The desk is put in use ...</source>
        <translation>Loket mulai dipakai ...</translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>New entry</source>
        <translation>Entri baru</translation>
    </message>
    <message>
        <source>Find &amp; list</source>
        <translation>Cari &amp; daftar</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>Copy desk</source>
        <translation>Meja salin</translation>
    </message>
    <message>
        <source>Sync page</source>
        <translation>Sinkron</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Tanya status</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Telepon balik</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Impor</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Complaint desk</source>
        <translation>Loket pengaduan masyarakat</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Sembunyikan</translation>
    </message>
    <message>
        <source>Opening phrase</source>
        <translation>Frasa pembuka</translation>
    </message>
    <message>
        <source>Once a day; capital or small letters are the same.</source>
        <translation>Sekali sehari; huruf besar atau kecil sama saja.</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Type the first letter, then Enter.</source>
        <translation>Ketik huruf pertama, lalu Enter.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Preparing ...</source>
        <translation>Menyiapkan ...</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Checking the phrase ...</source>
        <translation>Memeriksa frasa ...</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Choose who you are.</source>
        <translation>Pilih nama Anda.</translation>
    </message>
    <message>
        <source>Opening the desk ...</source>
        <translation>Membuka loket ...</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n detik lagi</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SimilarModel</name>
    <message>
        <source>similar title</source>
        <translation>judul mirip</translation>
    </message>
    <message>
        <source>same place</source>
        <translation>tempat sama</translation>
    </message>
    <message>
        <source>similar text</source>
        <translation>isi mirip</translation>
    </message>
    <message>
        <source>same category</source>
        <translation>kategori sama</translation>
    </message>
</context>
<context>
    <name>SimilarPanel</name>
    <message>
        <source>Similar reports</source>
        <translation>Laporan serupa</translation>
    </message>
    <message>
        <source>No similar report is known; type title, text or place first.</source>
        <translation>Belum ada laporan serupa; ketik judul, isi, atau tempat dahulu.</translation>
    </message>
    <message>
        <source>Not joined: this is a report of its own.</source>
        <translation>Tidak digabung: laporan ini berdiri sendiri.</translation>
    </message>
    <message>
        <source>Further report of %1</source>
        <translation>Pelapor lanjutan dari %1</translation>
    </message>
    <message>
        <source>This report is at another counter; only this is known of it here.</source>
        <translation>Laporan ini ada di loket lain; hanya ini yang diketahui di sini.</translation>
    </message>
    <message>
        <source>Further report</source>
        <translation>Pelapor lanjutan</translation>
    </message>
    <message>
        <source>Esc undoes</source>
        <translation>Esc batal</translation>
    </message>
    <message>
        <source>Very similar</source>
        <translation>Sangat mirip</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Mirip</translation>
    </message>
    <message>
        <source>%1 join</source>
        <translation>%1 gabung</translation>
    </message>
</context>
<context>
    <name>SourceStep</name>
    <message>
        <source>Take in what came by other ways</source>
        <translation>Masukkan laporan dari kanal lain</translation>
    </message>
    <message>
        <source>A register as XLSX, XLS, ODS or CSV file, cells copied out of one, or a chat copied or exported from WhatsApp. Nothing is recorded before you have seen every row.</source>
        <translation>Register berkas XLSX, XLS, ODS, atau CSV, sel yang disalin, atau percakapan WhatsApp yang disalin atau diekspor. Tidak ada yang dicatat sebelum Anda melihat semua barisnya.</translation>
    </message>
    <message>
        <source>Choose a file ...</source>
        <translation>Pilih berkas ...</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Tempel</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>Impor terdahulu</translation>
    </message>
    <message>
        <source>Nothing was taken in yet.</source>
        <translation>Belum ada impor.</translation>
    </message>
    <message>
        <source>Undo this import ...</source>
        <translation>Batalkan impor ini ...</translation>
    </message>
</context>
<context>
    <name>StatusAnswer</name>
    <message>
        <source>Received</source>
        <translation>Diterima</translation>
    </message>
    <message>
        <source>Handled by</source>
        <translation>Ditangani</translation>
    </message>
    <message>
        <source>Next due</source>
        <translation>Batas berikutnya</translation>
    </message>
    <message>
        <source>LAPOR! number</source>
        <translation>Nomor LAPOR!</translation>
    </message>
    <message>
        <source>LAPOR! status</source>
        <translation>Status LAPOR!</translation>
    </message>
    <message>
        <source>Recorded at counter</source>
        <translation>Dicatat di loket</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Bertanya lewat</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>May stay empty, no names · Enter notes that the status was told</source>
        <translation>Boleh kosong, tanpa nama · Enter mencatat bahwa status disampaikan</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>Call back later</source>
        <translation>Telepon balik nanti</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka aduan</translation>
    </message>
    <message>
        <source>Ask for the number and the six letters of the status code on the receipt. Without the receipt, two facts of identity do. Then it stands here what may be said.</source>
        <translation>Tanyakan nomor dan enam huruf kode status pada tanda terima. Tanpa tanda terima, cukup dua data diri yang cocok. Yang boleh disampaikan lalu tampil di sini.</translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>terlambat %n hari kerja</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>sisa %n hari kerja</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusPage</name>
    <message>
        <source>Complaint number</source>
        <translation>Nomor aduan</translation>
    </message>
    <message>
        <source>Typed, or scanned from the receipt</source>
        <translation>Diketik, atau dipindai dari tanda terima</translation>
    </message>
    <message>
        <source>Status code</source>
        <translation>Kode status</translation>
    </message>
    <message>
        <source>Six letters on the receipt, such as 7KQ4-2M</source>
        <translation>Enam huruf pada tanda terima, seperti 7KQ4-2M</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Tanyakan</translation>
    </message>
    <message>
        <source>Asking for a status</source>
        <translation>Bertanya status</translation>
    </message>
    <message>
        <source>No receipt at hand: two of these</source>
        <translation>Tanpa tanda terima: dua dari ini</translation>
    </message>
    <message>
        <source>Enter goes on  ·  %1 next question  ·  Esc back</source>
        <translation>Enter maju  ·  %1 pertanyaan berikutnya  ·  Esc kembali</translation>
    </message>
    <message>
        <source>Noted in the history of %1</source>
        <translation>Dicatat dalam riwayat %1</translation>
    </message>
    <message>
        <source>On the call-back list</source>
        <translation>Masuk daftar telepon balik</translation>
    </message>
</context>
<context>
    <name>StickPanel</name>
    <message>
        <source>One-time code</source>
        <translation>Kode sekali pakai</translation>
    </message>
    <message>
        <source>If you were given one</source>
        <translation>Bila diberi oleh admin provinsi</translation>
    </message>
    <message>
        <source>Fingerprint of the server</source>
        <translation>Sidik jari server</translation>
    </message>
    <message>
        <source>Only without a code: the administrator reads it to you</source>
        <translation>Hanya bila tanpa kode: dibacakan oleh admin provinsi</translation>
    </message>
    <message>
        <source>Save the request ...</source>
        <translation>Simpan permintaan ...</translation>
    </message>
    <message>
        <source>Fingerprint of this counter</source>
        <translation>Sidik jari loket ini</translation>
    </message>
    <message>
        <source>1 · The request goes out</source>
        <translation>1 · Permintaan keluar</translation>
    </message>
    <message>
        <source>2 · The answer comes back</source>
        <translation>2 · Jawaban masuk</translation>
    </message>
    <message>
        <source>request-%1.loket</source>
        <translation>permintaan-%1.loket</translation>
    </message>
    <message>
        <source>Save the request on the stick</source>
        <translation>Simpan permintaan di flashdisk</translation>
    </message>
    <message>
        <source>Answer of the server</source>
        <translation>Jawaban dari server</translation>
    </message>
    <message>
        <source>The request was written on %1.</source>
        <translation>Permintaan ditulis pada %1.</translation>
    </message>
    <message>
        <source>Bring it to the administrator; the code tells both sides that nobody exchanged it.</source>
        <translation>Bawa ke admin provinsi; kodenya memastikan berkas tidak ditukar di jalan.</translation>
    </message>
    <message>
        <source>Bring it to the administrator and read these letters to them by telephone:</source>
        <translation>Bawa ke admin provinsi, lalu bacakan huruf ini kepadanya lewat telepon:</translation>
    </message>
</context>
<context>
    <name>SyncModel</name>
    <message>
        <source>Recorded</source>
        <translation>Dicatat</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Kiriman</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Yang perlu dilakukan</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>Perlu diperiksa</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu giliran</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Terkirim</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Connect to the provincial server ...</source>
        <translation>Sambungkan ke server provinsi ...</translation>
    </message>
    <message>
        <source>You may go on typing in New entry. When cancelled, what was confirmed stays sent and the rest stays safe on this PC.</source>
        <translation>Anda boleh terus mengetik di Entri baru. Bila dibatalkan, yang sudah dipastikan tetap terkirim dan sisanya tetap tersimpan di PC ini.</translation>
    </message>
    <message>
        <source>What was sent and what waits</source>
        <translation>Yang terkirim dan yang menunggu</translation>
    </message>
    <message>
        <source>Nothing to send yet. What you record appears here.</source>
        <translation>Belum ada yang dikirim. Yang Anda catat akan tampil di sini.</translation>
    </message>
    <message>
        <source>To a stick</source>
        <translation>Ke flashdisk</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Belum tersambung</translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) exist only on this PC.</source>
        <translation>
            <numerusform>%n aduan hanya ada di PC ini.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask the provincial administrator for the address and a one-time code.</source>
        <translation>Minta alamat dan kode sekali pakai kepada admin provinsi.</translation>
    </message>
    <message>
        <source>Ask the desk&apos;s admin to connect it to the provincial server.</source>
        <translation>Minta admin loket menyambungkannya ke server provinsi.</translation>
    </message>
    <message numerus="yes">
        <source>%n confirmed by the centre</source>
        <translation>
            <numerusform>%n dipastikan pusat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received, not confirmed yet</source>
        <translation>
            <numerusform>%n diterima, belum dipastikan</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Kirim lagi</translation>
    </message>
    <message>
        <source>What would leave</source>
        <translation>Yang akan keluar</translation>
    </message>
    <message>
        <source>Make sure</source>
        <translation>Pastikan</translation>
    </message>
    <message>
        <source>Read an answer</source>
        <translation>Baca jawaban</translation>
    </message>
    <message>
        <source>Carry for others</source>
        <translation>Bawakan loket lain</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Putuskan</translation>
    </message>
    <message>
        <source>It is there</source>
        <translation>Sudah ada</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Pasti belum</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Petakan</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) a look</source>
        <translation>
            <numerusform>%n perlu diperiksa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) to be sent</source>
        <translation>
            <numerusform>%n menunggu dikirim</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrolled, nothing to send yet</source>
        <translation>Terdaftar, belum ada yang dikirim</translation>
    </message>
    <message>
        <source>Connected, nothing to send yet</source>
        <translation>Tersambung, belum ada yang dikirim</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 pada %2</translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) exist only on this PC, since %1.</source>
        <translation>
            <numerusform>%n aduan hanya ada di PC ini, sejak %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) wait to be sent, oldest first.</source>
        <translation>
            <numerusform>%n kiriman menunggu giliran, terlama lebih dulu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>Tidak ada yang menunggu.</translation>
    </message>
    <message>
        <source>No line leads to the centre: E writes a parcel to the stick, J reads its answer.</source>
        <translation>Tidak ada jalur ke pusat: E menulis kiriman ke flashdisk, J membaca jawabannya.</translation>
    </message>
    <message numerus="yes">
        <source>Syncs by itself every %n minute(s).</source>
        <translation>
            <numerusform>Sinkron sendiri setiap %n menit.</numerusform>
        </translation>
    </message>
    <message>
        <source>Syncs only with F9.</source>
        <translation>Sinkron hanya dengan F9.</translation>
    </message>
    <message numerus="yes">
        <source>This PC&apos;s clock is %n minute(s) behind the server&apos;s: set it right.</source>
        <translation>
            <numerusform>Jam PC ini terlambat %n menit dari server: betulkan.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This PC&apos;s clock is %n minute(s) ahead of the server&apos;s: set it right.</source>
        <translation>
            <numerusform>Jam PC ini lebih cepat %n menit dari server: betulkan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Last contact %1.</source>
        <translation>Terakhir tersambung %1.</translation>
    </message>
    <message>
        <source>The next try by itself is not before %1; F9 tries now.</source>
        <translation>Percobaan sendiri berikutnya paling cepat %1; F9 mencoba sekarang.</translation>
    </message>
    <message>
        <source>asking the server ...</source>
        <translation>menghubungi server ...</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 dari %2 selesai</translation>
    </message>
    <message>
        <source>Sync is running, since %1</source>
        <translation>Sinkron berjalan, mulai %1</translation>
    </message>
    <message>
        <source>Attachment of %1: %2 of %3</source>
        <translation>Lampiran %1: %2 dari %3</translation>
    </message>
    <message>
        <source>Reports that waited for it go with the next sync (F9); then they leave this list.</source>
        <translation>Laporan yang menunggunya dikirim pada sinkron berikutnya (F9), lalu hilang dari daftar ini.</translation>
    </message>
    <message>
        <source>The number is kept</source>
        <translation>Nomor disimpan</translation>
    </message>
    <message>
        <source>Asking the centre what it holds ...</source>
        <translation>Menanyakan ke pusat apa yang dipegangnya ...</translation>
    </message>
    <message numerus="yes">
        <source>%n was/were not there and go(es) out again.</source>
        <translation>
            <numerusform>%n tidak ada di sana dan dikirim lagi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s): see what needs a look.</source>
        <translation>
            <numerusform>%n berbeda isinya: lihat yang perlu diperiksa.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The centre holds %n more that this desk does not know.</source>
        <translation>
            <numerusform>Pusat memegang %n lagi yang tidak dikenal loket ini.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncTasks</name>
    <message>
        <source>Surely not in LAPOR!</source>
        <translation>Pasti belum masuk LAPOR!</translation>
    </message>
    <message>
        <source>After this it is sent again. Look in LAPOR! for its number first.</source>
        <translation>Setelah ini laporan dikirim lagi. Cari dulu nomornya di LAPOR!.</translation>
    </message>
    <message>
        <source>For example: searched by number and title, not found</source>
        <translation>Misalnya: dicari dengan nomor dan judul, tidak ada</translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation>Memang tidak ada</translation>
    </message>
    <message>
        <source>The centre says otherwise</source>
        <translation>Pusat menyatakan lain</translation>
    </message>
    <message>
        <source>%1 · decide field by field. Nothing was overwritten; what you decide goes to the centre.</source>
        <translation>%1 · putuskan tiap isian. Tidak ada yang ditimpa; keputusan Anda dikirim ke pusat.</translation>
    </message>
</context>
<context>
    <name>TodayCase</name>
    <message>
        <source>Open the case</source>
        <translation>Buka aduan</translation>
    </message>
    <message>
        <source>Call back later</source>
        <translation>Telepon balik nanti</translation>
    </message>
    <message>
        <source>Secret report</source>
        <translation>Laporan rahasia</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Tanggapan</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Penyelesaian</translation>
    </message>
    <message>
        <source>Completed by</source>
        <translation>Dilengkapi</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>known at counter %1</source>
        <translation>diketahui loket %1</translation>
    </message>
    <message>
        <source>hidden with the report</source>
        <translation>disembunyikan bersama laporannya</translation>
    </message>
</context>
<context>
    <name>TodayModel</name>
    <message>
        <source>Key</source>
        <translation>Tombol</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Instansi</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message numerus="yes">
        <source>%n more · Enter shows them</source>
        <translation>
            <numerusform>%n lagi · Enter menampilkannya</numerusform>
        </translation>
    </message>
    <message>
        <source>Counter %1</source>
        <translation>Loket %1</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>What today asks</source>
        <translation>Yang perlu dikerjakan hari ini</translation>
    </message>
    <message>
        <source>All is done for today</source>
        <translation>Semua sudah beres hari ini</translation>
    </message>
    <message>
        <source>A–Z opens · ↑ ↓ choose · ← → group · %1 opens the chosen one · Esc back</source>
        <translation>A–Z buka · ↑ ↓ pilih · ← → kelompok · %1 buka yang dipilih · Esc kembali</translation>
    </message>
    <message>
        <source>the centre was not heard yet</source>
        <translation>belum ada kabar dari pusat</translation>
    </message>
    <message>
        <source>Centre and other counters %1</source>
        <translation>Kabar pusat dan loket lain %1</translation>
    </message>
    <message>
        <source>F9 asks the centre for news, F2 begins a new entry.</source>
        <translation>F9 menanyakan kabar ke pusat, F2 mulai aduan baru.</translation>
    </message>
    <message>
        <source>Nothing is due, nothing waits to be told or sent.</source>
        <translation>Tidak ada yang jatuh tempo, menunggu kabar, atau belum terkirim.</translation>
    </message>
    <message>
        <source>The case stands on the call-back list.</source>
        <translation>Aduan masuk daftar telepon balik.</translation>
    </message>
</context>
<context>
    <name>TodayWords</name>
    <message>
        <source>Due today</source>
        <translation>Jatuh tempo hari ini</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Terlambat</translation>
    </message>
    <message>
        <source>Waiting for the reporter</source>
        <translation>Menunggu pelapor</translation>
    </message>
    <message>
        <source>Refused by the centre, needs a look</source>
        <translation>Ditolak pusat, perlu diperiksa</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Belum terkirim</translation>
    </message>
    <message>
        <source>Ended, the reporter was not told</source>
        <translation>Selesai, pelapor belum diberi tahu</translation>
    </message>
    <message>
        <source>answer or close them today</source>
        <translation>tanggapi atau selesaikan hari ini</translation>
    </message>
    <message>
        <source>press the unit, note the reason</source>
        <translation>tegur unit, catat alasannya</translation>
    </message>
    <message>
        <source>ask for what is missing</source>
        <translation>tagih yang belum lengkap</translation>
    </message>
    <message>
        <source>put right, then send again</source>
        <translation>perbaiki, lalu kirim ulang</translation>
    </message>
    <message>
        <source>goes with the next sync</source>
        <translation>ikut sinkron berikutnya</translation>
    </message>
    <message>
        <source>the desk is not connected</source>
        <translation>loket belum terhubung</translation>
    </message>
    <message>
        <source>call, then note how</source>
        <translation>hubungi, lalu catat caranya</translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>%n jatuh tempo hari ini</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n sudah terlambat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for the reporter</source>
        <translation>
            <numerusform>%n menunggu pelapor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n ditolak pusat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent yet</source>
        <translation>
            <numerusform>%n belum terkirim</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not told yet</source>
        <translation>
            <numerusform>%n belum diberi tahu</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is due, late or waiting.</source>
        <translation>Tidak ada yang jatuh tempo, terlambat, atau menunggu.</translation>
    </message>
    <message>
        <source>to be closed</source>
        <translation>perlu diselesaikan</translation>
    </message>
    <message>
        <source>to be answered</source>
        <translation>perlu ditanggapi</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>%1 · Counter %2</source>
        <translation>%1 · Loket %2</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sinkron</translation>
    </message>
    <message>
        <source>Lock the desk or let somebody else sign in</source>
        <translation>Kunci loket, atau biarkan petugas lain masuk</translation>
    </message>
    <message>
        <source>sync is running</source>
        <translation>sinkron berjalan</translation>
    </message>
    <message>
        <source>Lock the desk</source>
        <translation>Kunci loket</translation>
    </message>
    <message>
        <source>Change officer</source>
        <translation>Ganti petugas</translation>
    </message>
    <message>
        <source>Close Loket Aduan</source>
        <translation>Tutup Loket Aduan</translation>
    </message>
</context>
<context>
    <name>UndoImportDialog</name>
    <message>
        <source>Undo this import?</source>
        <translation>Batalkan impor ini?</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) of the import of %1 become void. Their numbers stay, with the reason.</source>
        <translation>
            <numerusform>%n laporan dari impor %1 menjadi batal. Nomornya tetap tercatat bersama alasannya.</numerusform>
        </translation>
    </message>
    <message>
        <source>What the centre has already is told to it. This cannot be taken back.</source>
        <translation>Pusat diberi tahu tentang yang sudah diterimanya. Ini tidak dapat ditarik kembali.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>For example: the wrong file was taken in</source>
        <translation>Misalnya: salah berkas</translation>
    </message>
    <message>
        <source>Make them void</source>
        <translation>Batalkan semua</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Membatalkan</translation>
    </message>
</context>
</TS>
