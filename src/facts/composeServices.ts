/**
 * Services that a compose file can start beside a Go program, as of 2026-11-23: what each image calls its settings, where it
 * keeps data, and which of its own tools tells that it is ready.
 * Sources: docker-library/official-images and the Dockerfiles and entrypoints of docker-library/postgres (18, gives
 * /var/lib/postgresql to `postgres`), mysql (8.4), mongo (8.0) and rabbitmq, which all run as their own user where they are
 * told to; https://endoflife.date; apache/kafka docker/examples; rustfs/rustfs Dockerfile; testcontainers-go modules;
 * opentelemetry-demo; the README files of elasticsearch, opensearch, temporalio/samples-server, axllent/mailpit.
 */
export interface ComposeService {
    /** What it is called in a compose file, and its host name there. */
    readonly name: string;
    /** The services of `facts/services.ts` that it is. */
    readonly kinds: readonly string[];
    readonly image: string;
    /** Why this image, where a reader would have expected another. */
    readonly because?: string;
    /** Where clients connect. */
    readonly port: number;
    /** What a browser shows of it. */
    readonly page?: { readonly port: number; readonly what: string };
    readonly command?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    /** The user to start it as; absent where the image starts as one that is not root, or must be root at first. */
    readonly user?: string;
    /** Whether it stands a root file system that cannot be written. */
    readonly readOnly?: boolean;
    /** Capabilities that it needs after all are dropped; absent where it stands none of that. */
    readonly capabilities?: readonly string[];
    readonly memory: string;
    /** The folder of its data; absent where it keeps none. */
    readonly data?: string;
    /** `image`: the image has a check of its own. Absent: it has no tool to check itself with. */
    readonly healthcheck?: { readonly test: readonly string[]; readonly startSeconds: number } | 'image';
    readonly login?: Login;
    /** Of a connection, by the form that a program asks for. `url` is also what is written where nothing tells the form. */
    readonly addresses: { readonly url?: string; readonly dsn?: string; readonly keywords?: string };
    /** What the URLs of its clients begin with, where the connection is not encrypted. */
    readonly schemes: readonly string[];
    /** Where it speaks other protocols to clients; `driver` is how the import path of one that does ends. */
    readonly otherPorts?: readonly { readonly port: number; readonly driver?: string }[];
    /** Whether clients ask for a URL where a variable ends in ADDR or ENDPOINT. */
    readonly addressIsUrl?: boolean;
    /** In the names of variables: what only this service is called, and what it is called where it is the only one of its sort. */
    readonly words: readonly string[];
    readonly sorts: readonly string[];
    /** Variables that its Go driver reads without the program's doing. */
    readonly driverReads?: Readonly<Record<string, string>>;
    /** What else a developer must know to use it. */
    readonly notes?: readonly string[];
}

interface Login {
    /** The variable for the password, which is nowhere written down. */
    readonly password: string;
    /** What an example gives it, where the service has rules for passwords. */
    readonly example?: string;
    readonly user: string;
    /** Whether the service knows no other user. */
    readonly onlyUser?: boolean;
    /** Users that it does not let one create. */
    readonly takenUsers?: readonly string[];
    readonly database?: string;
    /** Whether it works without a password; what is written then and only then. */
    readonly optional?: {
        readonly command: readonly string[];
        readonly environment: Readonly<Record<string, string>>;
    };
}

const database = ['DATABASE', 'DB', 'SQL', 'DSN', 'DATASOURCE'];
const cache = ['CACHE'];
const queue = ['BROKER', 'BROKERS', 'QUEUE', 'MQ'];
const search = ['SEARCH'];
const storage = ['STORAGE', 'OBJECT', 'BLOB', 'BUCKET'];
const mail = ['MAIL', 'EMAIL', 'MAILER'];
const tracing = ['TRACING', 'TRACE', 'TRACES', 'TELEMETRY'];

const redisLogin = (server: string, variable: string): Login => ({
    user: '',
    onlyUser: true,
    password: variable,
    optional: {
        command: [server, '--requirepass', '{password}'],
        environment: { REDISCLI_AUTH: '{password}' },
    },
});

const aws = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** In braces: what is filled in. A `$` is for the shell inside the container. */
export const composeServices: readonly ComposeService[] = [
    {
        name: 'postgres',
        kinds: ['postgres'],
        image: 'postgres:18-alpine',
        port: 5432,
        user: 'postgres',
        environment: { POSTGRES_USER: '{user}', POSTGRES_PASSWORD: '{password}', POSTGRES_DB: '{database}' },
        memory: '512m',
        capabilities: [],
        data: '/var/lib/postgresql',
        healthcheck: {
            // Over TCP: the server that runs while the database is made listens on its socket only.
            test: ['CMD-SHELL', 'pg_isready -h 127.0.0.1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"'],
            startSeconds: 30,
        },
        login: { user: 'app', password: 'POSTGRES_PASSWORD', database: 'app' },
        addresses: {
            url: 'postgres://{user}:{password}@{host}:{port}/{database}?sslmode=disable',
            keywords: 'host={host} port={port} user={user} password={password} dbname={database} sslmode=disable',
        },
        schemes: ['postgres', 'postgresql', 'pgx', 'pgx5'],
        words: ['POSTGRES', 'POSTGRESQL', 'PG', 'PSQL', 'PGSQL', 'PGX'],
        sorts: database,
        driverReads: {
            PGHOST: '{host}',
            PGPORT: '{port}',
            PGUSER: '{user}',
            PGPASSWORD: '{password}',
            PGDATABASE: '{database}',
            PGSSLMODE: 'disable',
        },
        notes: ['since 18 the data is a folder below the volume, so that an upgrade can be done inside it'],
    },
    {
        name: 'mysql',
        kinds: ['mysql'],
        image: 'mysql:8.4',
        port: 3306,
        user: 'mysql',
        environment: {
            MYSQL_RANDOM_ROOT_PASSWORD: 'yes',
            MYSQL_USER: '{user}',
            MYSQL_PASSWORD: '{password}',
            MYSQL_DATABASE: '{database}',
        },
        memory: '1g',
        capabilities: [],
        data: '/var/lib/mysql',
        healthcheck: {
            test: ['CMD-SHELL', 'mysqladmin ping -h 127.0.0.1 -u"$MYSQL_USER" -p"$MYSQL_PASSWORD" --silent'],
            startSeconds: 60,
        },
        login: { user: 'app', takenUsers: ['root'], password: 'MYSQL_PASSWORD', database: 'app' },
        addresses: {
            url: 'mysql://{user}:{password}@{host}:{port}/{database}',
            dsn: '{user}:{password}@tcp({host}:{port})/{database}?parseTime=true',
        },
        schemes: ['mysql'],
        words: ['MYSQL', 'MARIADB', 'MARIA'],
        sorts: database,
    },
    {
        name: 'mariadb',
        kinds: ['mariadb'],
        image: 'mariadb:11.8',
        port: 3306,
        user: 'mysql',
        environment: {
            MARIADB_RANDOM_ROOT_PASSWORD: 'yes',
            MARIADB_USER: '{user}',
            MARIADB_PASSWORD: '{password}',
            MARIADB_DATABASE: '{database}',
        },
        memory: '1g',
        capabilities: [],
        data: '/var/lib/mysql',
        healthcheck: { test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'], startSeconds: 60 },
        login: { user: 'app', takenUsers: ['root'], password: 'MARIADB_PASSWORD', database: 'app' },
        addresses: {
            url: 'mysql://{user}:{password}@{host}:{port}/{database}',
            dsn: '{user}:{password}@tcp({host}:{port})/{database}?parseTime=true',
        },
        schemes: ['mysql', 'mariadb'],
        words: ['MARIADB', 'MARIA', 'MYSQL'],
        sorts: database,
    },
    {
        name: 'cockroachdb',
        kinds: ['cockroachdb'],
        image: 'cockroachdb/cockroach:v25.4',
        port: 26257,
        command: ['start-single-node', '--insecure'],
        memory: '2g',
        capabilities: [],
        data: '/cockroach/cockroach-data',
        healthcheck: {
            test: ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1:8080/health?ready=1'],
            startSeconds: 30,
        },
        addresses: { url: 'postgres://root@{host}:{port}/defaultdb?sslmode=disable' },
        schemes: ['postgres', 'postgresql', 'cockroachdb'],
        words: ['COCKROACH', 'COCKROACHDB', 'CRDB'],
        sorts: database,
    },
    {
        name: 'mssql',
        kinds: ['mssql'],
        image: 'mcr.microsoft.com/mssql/server:2022-latest',
        port: 1433,
        environment: { ACCEPT_EULA: 'Y', MSSQL_SA_PASSWORD: '{password}' },
        memory: '2g',
        data: '/var/opt/mssql',
        healthcheck: {
            test: [
                'CMD-SHELL',
                '/opt/mssql-tools18/bin/sqlcmd -C -S 127.0.0.1 -U sa -P "$MSSQL_SA_PASSWORD" -Q "SELECT 1"',
            ],
            startSeconds: 60,
        },
        login: {
            user: 'sa',
            onlyUser: true,
            password: 'MSSQL_SA_PASSWORD',
            example: 'Change_me_1',
            database: 'master',
        },
        addresses: { url: 'sqlserver://{user}:{password}@{host}:{port}?database={database}' },
        schemes: ['sqlserver', 'mssql'],
        words: ['MSSQL', 'SQLSERVER'],
        sorts: database,
        notes: ['there is an image for amd64 only, and ACCEPT_EULA accepts the licence of Microsoft'],
    },
    {
        name: 'redis',
        kinds: ['redis'],
        image: 'redis:8-alpine',
        port: 6379,
        user: 'redis',
        readOnly: true,
        memory: '256m',
        capabilities: [],
        data: '/data',
        // A server that still loads its data answers LOADING.
        healthcheck: { test: ['CMD-SHELL', 'redis-cli ping | grep -q PONG'], startSeconds: 10 },
        login: redisLogin('redis-server', 'REDIS_PASSWORD'),
        addresses: { url: 'redis://:{password}@{host}:{port}/0' },
        schemes: ['redis'],
        words: ['REDIS', 'VALKEY', 'ASYNQ'],
        sorts: [...cache, ...queue],
    },
    {
        name: 'valkey',
        kinds: ['valkey'],
        image: 'valkey/valkey:9-alpine',
        port: 6379,
        user: 'valkey',
        readOnly: true,
        memory: '256m',
        capabilities: [],
        data: '/data',
        healthcheck: { test: ['CMD-SHELL', 'valkey-cli ping | grep -q PONG'], startSeconds: 10 },
        login: redisLogin('valkey-server', 'VALKEY_PASSWORD'),
        addresses: { url: 'redis://:{password}@{host}:{port}/0' },
        schemes: ['valkey', 'redis'],
        words: ['VALKEY', 'REDIS'],
        sorts: [...cache, ...queue],
    },
    {
        name: 'memcached',
        kinds: ['memcached'],
        image: 'memcached:1.6-alpine',
        because: 'the one on Debian has no `nc` to check it with',
        port: 11211,
        readOnly: true,
        memory: '128m',
        capabilities: [],
        healthcheck: {
            test: ['CMD-SHELL', 'echo version | nc -w1 127.0.0.1 11211 | grep -q VERSION'],
            startSeconds: 5,
        },
        addresses: {},
        schemes: ['memcached', 'memcache'],
        words: ['MEMCACHED', 'MEMCACHE', 'MEMCACHIER'],
        sorts: cache,
    },
    {
        name: 'mongodb',
        kinds: ['mongodb'],
        image: 'mongo:8.0',
        port: 27017,
        user: 'mongodb',
        environment: { MONGO_INITDB_ROOT_USERNAME: '{user}', MONGO_INITDB_ROOT_PASSWORD: '{password}' },
        memory: '1g',
        capabilities: [],
        data: '/data/db',
        healthcheck: {
            test: ['CMD', 'mongosh', '--quiet', '--eval', "db.adminCommand('ping').ok"],
            startSeconds: 30,
        },
        login: { user: 'app', password: 'MONGO_PASSWORD', database: 'app' },
        addresses: { url: 'mongodb://{user}:{password}@{host}:{port}/{database}?authSource=admin' },
        schemes: ['mongodb'],
        words: ['MONGO', 'MONGODB', 'MGO'],
        sorts: database,
        notes: ['transactions need a replica set, which this is not'],
    },
    {
        name: 'kafka',
        kinds: ['kafka'],
        image: 'apache/kafka:4.3.1',
        because: 'the native image has none of the tools to check it with, and there is no ZooKeeper any more',
        port: 9092,
        // One variable replaces every default of the image, so that all must be there.
        environment: {
            KAFKA_NODE_ID: '1',
            KAFKA_PROCESS_ROLES: 'broker,controller',
            KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
            KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://{host}:9092',
            KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
            KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
            KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
            KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
            KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
            KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
            KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
            KAFKA_LOG_DIRS: '/var/lib/kafka/data',
        },
        memory: '1536m',
        capabilities: [],
        data: '/var/lib/kafka/data',
        healthcheck: {
            test: [
                'CMD-SHELL',
                '/opt/kafka/bin/kafka-broker-api-versions.sh --bootstrap-server localhost:9092 >/dev/null 2>&1',
            ],
            startSeconds: 60,
        },
        addresses: {},
        schemes: ['kafka'],
        words: ['KAFKA', 'BOOTSTRAP'],
        sorts: queue,
    },
    {
        name: 'rabbitmq',
        kinds: ['rabbitmq'],
        image: 'rabbitmq:4-management-alpine',
        port: 5672,
        page: { port: 15672, what: 'its management' },
        otherPorts: [{ port: 15672 }],
        user: 'rabbitmq',
        environment: { RABBITMQ_DEFAULT_USER: '{user}', RABBITMQ_DEFAULT_PASS: '{password}' },
        memory: '512m',
        capabilities: [],
        data: '/var/lib/rabbitmq',
        healthcheck: { test: ['CMD', 'rabbitmq-diagnostics', '-q', 'check_running'], startSeconds: 60 },
        // `guest` is let in from inside its own container only.
        login: { user: 'app', takenUsers: ['guest'], password: 'RABBITMQ_PASSWORD' },
        addresses: { url: 'amqp://{user}:{password}@{host}:{port}/' },
        schemes: ['amqp'],
        words: ['RABBITMQ', 'RABBIT', 'AMQP', 'RMQ'],
        sorts: queue,
    },
    {
        name: 'nats',
        kinds: ['nats'],
        image: 'nats:2-alpine',
        because: 'the plain one has nothing to check it with',
        port: 4222,
        command: ['-js', '-sd', '/data', '-m', '8222'],
        memory: '256m',
        capabilities: [],
        data: '/data',
        healthcheck: { test: ['CMD', 'wget', '-qO-', 'http://127.0.0.1:8222/healthz'], startSeconds: 10 },
        addresses: { url: 'nats://{host}:{port}' },
        schemes: ['nats'],
        addressIsUrl: true,
        words: ['NATS', 'JETSTREAM', 'STAN'],
        sorts: queue,
    },
    {
        name: 'elasticsearch',
        kinds: ['elasticsearch'],
        image: 'elasticsearch:9.5.2',
        port: 9200,
        environment: {
            'discovery.type': 'single-node',
            'xpack.security.enabled': 'false',
            ES_JAVA_OPTS: '-Xms512m -Xmx512m',
        },
        memory: '1536m',
        capabilities: [],
        data: '/usr/share/elasticsearch/data',
        healthcheck: {
            test: [
                'CMD-SHELL',
                "curl -fsS 'http://localhost:9200/_cluster/health?wait_for_status=yellow&timeout=1s' >/dev/null",
            ],
            startSeconds: 90,
        },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        addressIsUrl: true,
        words: ['ELASTICSEARCH', 'ELASTIC', 'ES'],
        sorts: search,
        driverReads: { ELASTICSEARCH_URL: 'http://{host}:{port}' },
        notes: ['it needs `vm.max_map_count` of 262144 or more on the machine'],
    },
    {
        name: 'opensearch',
        kinds: ['opensearch'],
        image: 'opensearchproject/opensearch:3',
        port: 9200,
        environment: {
            'discovery.type': 'single-node',
            DISABLE_SECURITY_PLUGIN: 'true',
            DISABLE_INSTALL_DEMO_CONFIG: 'true',
            OPENSEARCH_JAVA_OPTS: '-Xms512m -Xmx512m',
        },
        memory: '1536m',
        capabilities: [],
        data: '/usr/share/opensearch/data',
        healthcheck: {
            test: [
                'CMD-SHELL',
                "curl -fsS 'http://localhost:9200/_cluster/health?wait_for_status=yellow&timeout=1s' >/dev/null",
            ],
            startSeconds: 90,
        },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        addressIsUrl: true,
        words: ['OPENSEARCH'],
        sorts: search,
        driverReads: { OPENSEARCH_URL: 'http://{host}:{port}' },
        notes: ['it needs `vm.max_map_count` of 262144 or more on the machine'],
    },
    {
        name: 's3',
        kinds: ['s3', 'minio'],
        image: 'rustfs/rustfs:1.0.0',
        because: 'the images of minio were taken from Docker Hub in September 2026 and its source is archived',
        port: 9000,
        environment: {
            RUSTFS_ACCESS_KEY: '{user}',
            RUSTFS_SECRET_KEY: '{password}',
            RUSTFS_OBS_LOG_DIRECTORY: '',
        },
        memory: '512m',
        capabilities: [],
        data: '/data',
        healthcheck: {
            test: ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1:9000/health'],
            startSeconds: 15,
        },
        login: { user: 'app', password: 'S3_SECRET_KEY' },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        words: ['S3', 'MINIO', 'AWS'],
        sorts: storage,
        driverReads: {
            AWS_ENDPOINT_URL_S3: 'http://{host}:{port}',
            AWS_REGION: 'us-east-1',
            AWS_ACCESS_KEY_ID: '{user}',
            AWS_SECRET_ACCESS_KEY: '{password}',
        },
        notes: ['the name of a bucket stands in the path: a client of AWS needs `UsePathStyle`'],
    },
    {
        name: 'dynamodb',
        kinds: ['dynamodb'],
        image: 'amazon/dynamodb-local:3.3.0',
        port: 8000,
        memory: '512m',
        capabilities: [],
        healthcheck: {
            // It answers a plain request with an error: that it answers is enough.
            test: ['CMD', 'curl', '-sS', '-o', '/dev/null', 'http://127.0.0.1:8000'],
            startSeconds: 20,
        },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        addressIsUrl: true,
        words: ['DYNAMODB', 'DYNAMO'],
        sorts: database,
        driverReads: { AWS_ENDPOINT_URL_DYNAMODB: 'http://{host}:{port}', ...aws },
    },
    {
        name: 'aws',
        kinds: ['sqs', 'sns', 'kinesis', 'localstack'],
        image: 'motoserver/moto:5.2.3',
        because: 'localstack asks for a token and its open source was archived in 2026',
        port: 5000,
        memory: '512m',
        capabilities: [],
        healthcheck: {
            test: [
                'CMD',
                'python',
                '-c',
                "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5000/moto-api/')",
            ],
            startSeconds: 20,
        },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        addressIsUrl: true,
        words: ['AWS', 'SQS', 'SNS', 'KINESIS', 'LOCALSTACK'],
        sorts: queue,
        driverReads: {
            AWS_ENDPOINT_URL_SQS: 'http://{host}:{port}',
            AWS_ENDPOINT_URL_SNS: 'http://{host}:{port}',
            AWS_ENDPOINT_URL_KINESIS: 'http://{host}:{port}',
            ...aws,
        },
    },
    {
        name: 'clickhouse',
        kinds: ['clickhouse'],
        image: 'clickhouse:26.3',
        port: 9000,
        otherPorts: [{ port: 8123 }],
        environment: {
            CLICKHOUSE_USER: '{user}',
            CLICKHOUSE_PASSWORD: '{password}',
            CLICKHOUSE_DB: '{database}',
        },
        memory: '2g',
        data: '/var/lib/clickhouse',
        healthcheck: {
            test: [
                'CMD-SHELL',
                'clickhouse-client --user "$CLICKHOUSE_USER" --password "$CLICKHOUSE_PASSWORD" --query "SELECT 1"',
            ],
            startSeconds: 30,
        },
        login: { user: 'app', password: 'CLICKHOUSE_PASSWORD', database: 'app' },
        addresses: { url: 'clickhouse://{user}:{password}@{host}:{port}/{database}' },
        schemes: ['clickhouse'],
        words: ['CLICKHOUSE', 'CH'],
        sorts: database,
    },
    {
        name: 'cassandra',
        kinds: ['cassandra'],
        image: 'cassandra:5',
        port: 9042,
        user: 'cassandra',
        environment: { MAX_HEAP_SIZE: '512M', HEAP_NEWSIZE: '128M' },
        memory: '2g',
        capabilities: [],
        data: '/var/lib/cassandra',
        healthcheck: {
            test: ['CMD-SHELL', "cqlsh -e 'SELECT now() FROM system.local' >/dev/null"],
            startSeconds: 120,
        },
        addresses: {},
        schemes: ['cassandra', 'cql'],
        words: ['CASSANDRA', 'CQL', 'SCYLLA'],
        sorts: database,
    },
    {
        name: 'etcd',
        kinds: ['etcd'],
        image: 'gcr.io/etcd-development/etcd:v3.6.15',
        port: 2379,
        command: [
            '/usr/local/bin/etcd',
            '--data-dir=/var/lib/etcd',
            '--listen-client-urls=http://0.0.0.0:2379',
            '--advertise-client-urls=http://{host}:2379',
        ],
        memory: '256m',
        capabilities: [],
        data: '/var/lib/etcd',
        healthcheck: { test: ['CMD', '/usr/local/bin/etcdctl', 'endpoint', 'health'], startSeconds: 15 },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        words: ['ETCD', 'ETCDCTL'],
        sorts: [],
    },
    {
        name: 'consul',
        kinds: ['consul'],
        image: 'hashicorp/consul:1.22',
        port: 8500,
        page: { port: 8500, what: 'its pages' },
        command: ['agent', '-dev', '-client=0.0.0.0'],
        memory: '256m',
        capabilities: ['CHOWN', 'SETGID', 'SETUID'],
        healthcheck: { test: ['CMD', 'consul', 'info'], startSeconds: 15 },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        words: ['CONSUL'],
        sorts: [],
        driverReads: { CONSUL_HTTP_ADDR: '{host}:{port}' },
    },
    {
        name: 'vault',
        kinds: ['vault'],
        image: 'hashicorp/vault:1.21',
        port: 8200,
        page: { port: 8200, what: 'its pages' },
        environment: { VAULT_DEV_ROOT_TOKEN_ID: '{password}', VAULT_DEV_LISTEN_ADDRESS: '0.0.0.0:8200' },
        memory: '256m',
        // It keeps its memory from being swapped out.
        capabilities: ['CHOWN', 'IPC_LOCK', 'SETFCAP', 'SETGID', 'SETUID'],
        healthcheck: { test: ['CMD', 'vault', 'status', '-address=http://127.0.0.1:8200'], startSeconds: 15 },
        login: { user: '', onlyUser: true, password: 'VAULT_TOKEN' },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        addressIsUrl: true,
        words: ['VAULT'],
        sorts: [],
        driverReads: { VAULT_ADDR: 'http://{host}:{port}', VAULT_TOKEN: '{password}' },
        notes: ['it keeps everything in memory and is unsealed: for development only'],
    },
    {
        name: 'temporal',
        kinds: ['temporal'],
        image: 'temporalio/temporal:1.9.1',
        port: 7233,
        page: { port: 8233, what: 'its pages' },
        command: ['server', 'start-dev', '--ip', '0.0.0.0'],
        memory: '512m',
        capabilities: [],
        healthcheck: { test: ['CMD', 'temporal', 'operator', 'cluster', 'health'], startSeconds: 30 },
        addresses: {},
        schemes: [],
        words: ['TEMPORAL'],
        sorts: [],
    },
    {
        name: 'keycloak',
        kinds: ['keycloak'],
        image: 'quay.io/keycloak/keycloak:26.7',
        port: 8080,
        page: { port: 8080, what: 'its pages' },
        command: ['start-dev'],
        environment: {
            KC_HEALTH_ENABLED: 'true',
            KC_BOOTSTRAP_ADMIN_USERNAME: '{user}',
            KC_BOOTSTRAP_ADMIN_PASSWORD: '{password}',
        },
        memory: '1g',
        capabilities: [],
        data: '/opt/keycloak/data',
        healthcheck: {
            // There is no curl in it, but a bash.
            test: [
                'CMD',
                'bash',
                '-c',
                "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q UP <&3",
            ],
            startSeconds: 120,
        },
        login: { user: 'admin', password: 'KEYCLOAK_PASSWORD' },
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http'],
        addressIsUrl: true,
        words: ['KEYCLOAK'],
        sorts: [],
    },
    {
        name: 'jaeger',
        kinds: ['jaeger', 'otel-collector'],
        image: 'jaegertracing/jaeger:2.21.0',
        because:
            'it takes OTLP itself and shows the traces, where a collector needs a configuration and a place to send to',
        port: 4317,
        page: { port: 16686, what: 'the traces' },
        otherPorts: [{ port: 4318, driver: 'http' }],
        memory: '512m',
        capabilities: [],
        addresses: { url: 'http://{host}:{port}' },
        schemes: ['http', 'grpc'],
        words: ['JAEGER', 'OTEL', 'OTLP'],
        sorts: tracing,
        driverReads: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://{host}:{port}' },
        notes: ['4317 is gRPC; an exporter over HTTP takes 4318'],
    },
    {
        name: 'mailpit',
        kinds: ['smtp'],
        image: 'axllent/mailpit:v1',
        because: 'MailHog is not maintained any more',
        port: 1025,
        page: { port: 8025, what: 'the mails' },
        memory: '128m',
        capabilities: [],
        healthcheck: 'image',
        addresses: { url: 'smtp://{host}:{port}' },
        schemes: ['smtp'],
        words: ['SMTP', 'MAILPIT', 'MAILHOG'],
        sorts: mail,
        notes: ['it takes every mail and delivers none'],
    },
];

/** Why there is no service for what a program talks to, where that is not for want of an image. */
export const servicesLeftOut: Readonly<Record<string, string>> = {
    docker: 'whoever holds the socket of the engine is root on the machine',
    oracle: 'its image is bound to a licence',
};
