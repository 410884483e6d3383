/**
 * Modules that do not work without cgo, as of 2026-11-23. A path stands for itself, everything below it and its later
 * major versions; the longest match wins. Sources: the modules' own READMEs and #cgo lines; package names as in Debian 13
 * and Alpine 3.24 (https://packages.debian.org/trixie, https://pkgs.alpinelinux.org).
 */
export interface CgoModule {
    readonly path: string;
    /** System packages for compiling; absent where the C sources come with the module and a compiler is enough. */
    readonly build?: SystemPackages;
    /** System packages that the program needs while it runs; absent where libc is enough. */
    readonly run?: SystemPackages;
    /** Whether it is C++, so that g++ builds it and libstdc++ must be there when it runs. */
    readonly cpp?: true;
    /** Whether it comes as a library for glibc and so cannot be linked on Alpine. */
    readonly glibcOnly?: true;
    /** Whether it opens a library of somebody else at run time, so that a static binary cannot work. */
    readonly loadsLibrary?: true;
    /** Build tags that it wants on Alpine. */
    readonly alpineTags?: readonly string[];
    /** Whether it compiles without cgo but fails when it is first used. */
    readonly stub?: true;
    /** A pure-Go module for the same purpose. */
    readonly alternative?: string;
}

/** Empty for a distribution that has none. */
export interface SystemPackages {
    readonly debian: readonly string[];
    readonly alpine: readonly string[];
}

const desktop = {
    build: {
        debian: ['libgl1-mesa-dev', 'xorg-dev'],
        alpine: ['mesa-dev', 'libx11-dev', 'libxcursor-dev', 'libxrandr-dev', 'libxinerama-dev', 'libxi-dev'],
    },
    run: { debian: ['libgl1', 'libx11-6'], alpine: ['mesa-gl', 'libx11'] },
};

const cgoModules: readonly CgoModule[] = [
    { path: 'github.com/mattn/go-sqlite3', stub: true, alternative: 'modernc.org/sqlite' },
    { path: 'gorm.io/driver/sqlite', stub: true, alternative: 'github.com/glebarez/sqlite' },
    { path: 'github.com/jinzhu/gorm/dialects/sqlite', stub: true, alternative: 'github.com/glebarez/sqlite' },
    {
        path: 'github.com/golang-migrate/migrate/v4/database/sqlite3',
        stub: true,
        alternative: 'github.com/golang-migrate/migrate/v4/database/sqlite',
    },
    { path: 'github.com/mutecomm/go-sqlcipher', alternative: 'github.com/ncruces/go-sqlite3' },
    {
        path: 'github.com/tursodatabase/go-libsql',
        glibcOnly: true,
        alternative: 'github.com/tursodatabase/libsql-client-go',
    },
    {
        path: 'github.com/confluentinc/confluent-kafka-go',
        alpineTags: ['musl'],
        alternative: 'github.com/twmb/franz-go',
    },
    { path: 'github.com/duckdb/duckdb-go', cpp: true, glibcOnly: true },
    { path: 'github.com/marcboeker/go-duckdb', cpp: true, glibcOnly: true },
    {
        path: 'github.com/godror/godror',
        run: { debian: ['libaio1t64'], alpine: [] },
        glibcOnly: true,
        alternative: 'github.com/sijms/go-ora',
    },
    {
        path: 'github.com/mattn/go-oci8',
        run: { debian: ['libaio1t64'], alpine: [] },
        glibcOnly: true,
        alternative: 'github.com/sijms/go-ora',
    },
    { path: 'github.com/ibmdb/go_ibm_db', run: { debian: ['libxml2'], alpine: [] }, glibcOnly: true },
    {
        path: 'github.com/alexbrainman/odbc',
        build: { debian: ['unixodbc-dev'], alpine: ['unixodbc-dev'] },
        run: { debian: ['libodbc2'], alpine: ['unixodbc'] },
        alternative: 'github.com/microsoft/go-mssqldb',
    },
    {
        path: 'github.com/h2non/bimg',
        build: { debian: ['libvips-dev'], alpine: ['vips-dev'] },
        run: { debian: ['libvips42t64'], alpine: ['vips'] },
        alternative: 'github.com/disintegration/imaging',
    },
    {
        path: 'github.com/davidbyttow/govips',
        build: { debian: ['libvips-dev'], alpine: ['vips-dev'] },
        run: { debian: ['libvips42t64'], alpine: ['vips'] },
        alternative: 'github.com/disintegration/imaging',
    },
    {
        path: 'github.com/cshum/vipsgen',
        build: { debian: ['libvips-dev'], alpine: ['vips-dev'] },
        run: { debian: ['libvips42t64'], alpine: ['vips'] },
        alternative: 'github.com/disintegration/imaging',
    },
    {
        path: 'gocv.io/x/gocv',
        build: { debian: ['libopencv-dev'], alpine: ['opencv-dev'] },
        run: { debian: ['libopencv-dev'], alpine: ['opencv'] },
        cpp: true,
    },
    {
        path: 'gopkg.in/gographics/imagick.v3',
        build: { debian: ['libmagickwand-dev'], alpine: ['imagemagick-dev'] },
        run: { debian: ['libmagickwand-7.q16-10'], alpine: ['imagemagick'] },
        alternative: 'github.com/disintegration/imaging',
    },
    {
        path: 'github.com/otiai10/gosseract',
        build: { debian: ['libtesseract-dev', 'libleptonica-dev'], alpine: ['tesseract-ocr-dev', 'leptonica-dev'] },
        run: { debian: ['libtesseract5', 'tesseract-ocr-eng'], alpine: ['tesseract-ocr'] },
        cpp: true,
    },
    { path: 'github.com/chai2010/webp', alternative: 'github.com/gen2brain/webp' },
    {
        path: 'github.com/kolesa-team/go-webp',
        build: { debian: ['libwebp-dev'], alpine: ['libwebp-dev'] },
        run: { debian: ['libwebp7'], alpine: ['libwebp'] },
        alternative: 'github.com/gen2brain/webp',
    },
    {
        path: 'github.com/strukturag/libheif',
        build: { debian: ['libheif-dev'], alpine: ['libheif-dev'] },
        run: { debian: ['libheif1'], alpine: ['libheif'] },
    },
    {
        path: 'github.com/linxGNU/grocksdb',
        build: {
            debian: ['librocksdb-dev', 'libsnappy-dev', 'liblz4-dev', 'libzstd-dev', 'libbz2-dev', 'zlib1g-dev'],
            alpine: ['rocksdb-dev'],
        },
        run: { debian: ['librocksdb9.10'], alpine: ['rocksdb'] },
        cpp: true,
        alternative: 'github.com/cockroachdb/pebble',
    },
    {
        path: 'github.com/tecbot/gorocksdb',
        build: {
            debian: ['librocksdb-dev', 'libsnappy-dev', 'liblz4-dev', 'libzstd-dev', 'libbz2-dev', 'zlib1g-dev'],
            alpine: ['rocksdb-dev'],
        },
        run: { debian: ['librocksdb9.10'], alpine: ['rocksdb'] },
        cpp: true,
        alternative: 'github.com/cockroachdb/pebble',
    },
    {
        path: 'github.com/jmhodges/levigo',
        build: { debian: ['libleveldb-dev'], alpine: ['leveldb-dev'] },
        run: { debian: ['libleveldb1d'], alpine: ['leveldb'] },
        cpp: true,
        alternative: 'github.com/syndtr/goleveldb',
    },
    { path: 'github.com/PowerDNS/lmdb-go', alternative: 'go.etcd.io/bbolt' },
    { path: 'github.com/bmatsuo/lmdb-go', alternative: 'go.etcd.io/bbolt' },
    {
        path: 'github.com/google/gopacket/pcap',
        build: { debian: ['libpcap-dev'], alpine: ['libpcap-dev'] },
        run: { debian: ['libpcap0.8t64'], alpine: ['libpcap'] },
        alternative: 'github.com/gopacket/gopacket/pcapgo',
    },
    {
        path: 'github.com/gopacket/gopacket/pcap',
        build: { debian: ['libpcap-dev'], alpine: ['libpcap-dev'] },
        run: { debian: ['libpcap0.8t64'], alpine: ['libpcap'] },
        alternative: 'github.com/gopacket/gopacket/pcapgo',
    },
    {
        path: 'github.com/libgit2/git2go',
        build: { debian: ['libgit2-dev'], alpine: ['libgit2-dev'] },
        run: { debian: ['libgit2-1.9'], alpine: ['libgit2'] },
        alternative: 'github.com/go-git/go-git',
    },
    {
        path: 'github.com/pebbe/zmq4',
        build: { debian: ['libzmq3-dev'], alpine: ['zeromq-dev'] },
        run: { debian: ['libzmq5'], alpine: ['libzmq'] },
        cpp: true,
        alternative: 'github.com/go-zeromq/zmq4',
    },
    {
        path: 'github.com/proglottis/gpgme',
        build: { debian: ['libgpgme-dev', 'libassuan-dev'], alpine: ['gpgme-dev'] },
        run: { debian: ['libgpgme11t64'], alpine: ['gpgme'] },
        alternative: 'github.com/ProtonMail/go-crypto',
    },
    {
        path: 'github.com/seccomp/libseccomp-golang',
        build: { debian: ['libseccomp-dev'], alpine: ['libseccomp-dev'] },
        run: { debian: ['libseccomp2'], alpine: ['libseccomp'] },
        alternative: 'github.com/elastic/go-seccomp-bpf',
    },
    {
        path: 'github.com/containers/storage/drivers/btrfs',
        build: { debian: ['libbtrfs-dev'], alpine: ['btrfs-progs-dev'] },
        run: { debian: ['libbtrfs0t64'], alpine: ['btrfs-progs'] },
    },
    {
        path: 'github.com/coreos/go-systemd/v22/sdjournal',
        build: { debian: ['libsystemd-dev'], alpine: [] },
        run: { debian: ['libsystemd0'], alpine: [] },
        glibcOnly: true,
    },
    {
        path: 'github.com/coreos/go-systemd/sdjournal',
        build: { debian: ['libsystemd-dev'], alpine: [] },
        run: { debian: ['libsystemd0'], alpine: [] },
        glibcOnly: true,
    },
    {
        path: 'github.com/msteinert/pam',
        build: { debian: ['libpam0g-dev'], alpine: ['linux-pam-dev'] },
        run: { debian: ['libpam0g'], alpine: ['linux-pam'] },
    },
    { path: 'github.com/miekg/pkcs11', loadsLibrary: true },
    { path: 'github.com/ThalesIgnite/crypto11', loadsLibrary: true },
    { path: 'github.com/ThalesGroup/crypto11', loadsLibrary: true },
    {
        path: 'github.com/google/gousb',
        build: { debian: ['libusb-1.0-0-dev'], alpine: ['libusb-dev'] },
        run: { debian: ['libusb-1.0-0'], alpine: ['libusb'] },
    },
    { path: 'github.com/karalabe/usb' },
    {
        path: 'github.com/aquasecurity/libbpfgo',
        build: {
            debian: ['libelf-dev', 'zlib1g-dev', 'libbpf-dev'],
            alpine: ['elfutils-dev', 'zlib-dev', 'libbpf-dev'],
        },
        run: { debian: ['libelf1t64', 'zlib1g', 'libbpf1'], alpine: ['libelf', 'zlib', 'libbpf'] },
        alternative: 'github.com/cilium/ebpf',
    },
    {
        path: 'libvirt.org/go/libvirt',
        build: { debian: ['libvirt-dev'], alpine: ['libvirt-dev'] },
        run: { debian: ['libvirt0'], alpine: ['libvirt-libs'] },
        alternative: 'github.com/digitalocean/go-libvirt',
    },
    {
        path: 'github.com/hraban/opus',
        build: { debian: ['libopus-dev', 'libopusfile-dev'], alpine: ['opus-dev', 'opusfile-dev'] },
        run: { debian: ['libopus0', 'libopusfile0'], alpine: ['opus', 'opusfile'] },
        alternative: 'github.com/pion/opus',
    },
    {
        path: 'gopkg.in/hraban/opus.v2',
        build: { debian: ['libopus-dev', 'libopusfile-dev'], alpine: ['opus-dev', 'opusfile-dev'] },
        run: { debian: ['libopus0', 'libopusfile0'], alpine: ['opus', 'opusfile'] },
        alternative: 'github.com/pion/opus',
    },
    {
        path: 'github.com/lestrrat-go/libxml2',
        build: { debian: ['libxml2-dev'], alpine: ['libxml2-dev'] },
        run: { debian: ['libxml2'], alpine: ['libxml2'] },
        alternative: 'github.com/beevik/etree',
    },
    { path: 'github.com/DataDog/zstd', alternative: 'github.com/klauspost/compress/zstd' },
    { path: 'github.com/valyala/gozstd', alternative: 'github.com/klauspost/compress/zstd' },
    { path: 'rogchap.com/v8go', cpp: true, glibcOnly: true, alternative: 'github.com/dop251/goja' },
    { path: 'github.com/bytecodealliance/wasmtime-go', glibcOnly: true, alternative: 'github.com/tetratelabs/wazero' },
    { path: 'github.com/wasmerio/wasmer-go', glibcOnly: true, alternative: 'github.com/tetratelabs/wazero' },
    { path: 'github.com/yalue/onnxruntime_go', loadsLibrary: true },
    { path: 'github.com/NVIDIA/go-nvml', loadsLibrary: true },
    { path: 'github.com/tensorflow/tensorflow/tensorflow/go', glibcOnly: true, loadsLibrary: true },
    { path: 'github.com/supranational/blst' },
    {
        path: 'github.com/gordonklaus/portaudio',
        build: { debian: ['portaudio19-dev'], alpine: ['portaudio-dev'] },
        run: { debian: ['libportaudio2'], alpine: ['portaudio'] },
    },
    {
        path: 'github.com/veandco/go-sdl2',
        build: { debian: ['libsdl2-dev'], alpine: ['sdl2-dev'] },
        run: { debian: ['libsdl2-2.0-0'], alpine: ['sdl2'] },
    },
    { path: 'github.com/rqlite/go-sqlite3', stub: true, alternative: 'modernc.org/sqlite' },
    { path: 'crawshaw.io/sqlite', alternative: 'zombiezen.com/go/sqlite' },
    { path: 'github.com/bvinc/go-sqlite-lite', alternative: 'zombiezen.com/go/sqlite' },
    {
        path: 'github.com/asg017/sqlite-vec-go-bindings/cgo',
        alternative: 'github.com/asg017/sqlite-vec-go-bindings/ncruces',
    },
    { path: 'github.com/google/gopacket/afpacket', alternative: 'github.com/gopacket/gopacket/pcapgo' },
    { path: 'github.com/gopacket/gopacket/afpacket', alternative: 'github.com/gopacket/gopacket/pcapgo' },
    { path: 'github.com/smacker/go-tree-sitter' },
    { path: 'github.com/tree-sitter/go-tree-sitter' },
    { path: 'github.com/yanyiwu/gojieba', cpp: true, alternative: 'github.com/go-ego/gse' },
    {
        path: 'github.com/twpayne/go-geos',
        build: { debian: ['libgeos-dev'], alpine: ['geos-dev'] },
        run: { debian: ['libgeos-c1t64'], alpine: ['geos'] },
        alternative: 'github.com/peterstace/simplefeatures',
    },
    {
        path: 'github.com/twpayne/go-proj',
        build: { debian: ['libproj-dev'], alpine: ['proj-dev'] },
        run: { debian: ['libproj25'], alpine: ['proj'] },
    },
    {
        path: 'github.com/ebitengine/oto',
        build: { debian: ['libasound2-dev'], alpine: ['alsa-lib-dev'] },
        run: { debian: ['libasound2t64'], alpine: ['alsa-lib'] },
    },
    {
        path: 'github.com/hajimehoshi/oto',
        build: { debian: ['libasound2-dev'], alpine: ['alsa-lib-dev'] },
        run: { debian: ['libasound2t64'], alpine: ['alsa-lib'] },
    },
    {
        path: 'github.com/asticode/go-astiav',
        build: {
            debian: ['libavcodec-dev', 'libavdevice-dev', 'libavfilter-dev', 'libavformat-dev', 'libswscale-dev'],
            alpine: ['ffmpeg-dev'],
        },
        run: { debian: ['ffmpeg'], alpine: ['ffmpeg'] },
    },
    { path: 'github.com/hajimehoshi/ebiten', ...desktop },
    { path: 'fyne.io/fyne', ...desktop },
    { path: 'gioui.org/app', ...desktop },
    { path: 'github.com/go-gl/gl', ...desktop },
    { path: 'github.com/go-gl/glfw', ...desktop },
];

const byPath = new Map(cgoModules.map((module) => [module.path, module]));

/** What is known of an imported package that needs cgo; `undefined` for any other. */
export function cgoModuleOf(importPath: string): CgoModule | undefined {
    for (let path = importPath; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))) {
        const module = byPath.get(path);
        if (module !== undefined) return module;
    }
    return undefined;
}
