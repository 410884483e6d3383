/**
 * Which service a Go program talks to, by the import path of the driver, as of 2026-11-23.
 * A path stands for itself and everything below it; the longest match wins. Sources: the drivers' own documentation on
 * https://pkg.go.dev.
 */
interface ServiceDriver {
    /** Such as `postgres`; the name that a compose service would take. */
    readonly kind: string;
    readonly paths: readonly string[];
}

const serviceDrivers: readonly ServiceDriver[] = [
    {
        kind: 'postgres',
        paths: [
            'github.com/jackc/pgx',
            'github.com/jackc/pgconn',
            'github.com/lib/pq',
            'github.com/go-pg/pg',
            'gorm.io/driver/postgres',
            'github.com/jinzhu/gorm/dialects/postgres',
            'github.com/uptrace/bun/driver/pgdriver',
            'github.com/golang-migrate/migrate/v4/database/postgres',
            'github.com/golang-migrate/migrate/v4/database/pgx',
            'github.com/golang-migrate/migrate/v4/database/pgx5',
            'github.com/riverqueue/river/riverdriver/riverpgxv5',
            'github.com/pgvector/pgvector-go',
            'xorm.io/xorm/dialects/postgres',
        ],
    },
    { kind: 'cockroachdb', paths: ['github.com/cockroachdb/cockroach-go'] },
    {
        kind: 'mysql',
        paths: [
            'github.com/go-sql-driver/mysql',
            'github.com/go-mysql-org/go-mysql',
            'gorm.io/driver/mysql',
            'github.com/jinzhu/gorm/dialects/mysql',
            'github.com/golang-migrate/migrate/v4/database/mysql',
        ],
    },
    {
        kind: 'mssql',
        paths: ['github.com/microsoft/go-mssqldb', 'github.com/denisenkom/go-mssqldb', 'gorm.io/driver/sqlserver'],
    },
    { kind: 'oracle', paths: ['github.com/sijms/go-ora', 'github.com/godror/godror', 'github.com/mattn/go-oci8'] },
    {
        kind: 'clickhouse',
        paths: ['github.com/ClickHouse/clickhouse-go', 'github.com/ClickHouse/ch-go', 'gorm.io/driver/clickhouse'],
    },
    {
        kind: 'redis',
        paths: [
            'github.com/redis/go-redis',
            'github.com/go-redis/redis',
            'github.com/gomodule/redigo',
            'github.com/garyburd/redigo',
            'github.com/redis/rueidis',
            'github.com/hibiken/asynq',
            'github.com/gocraft/work',
            'github.com/bsm/redislock',
            'github.com/go-redsync/redsync',
            'github.com/mediocregopher/radix',
        ],
    },
    { kind: 'valkey', paths: ['github.com/valkey-io/valkey-go', 'github.com/valkey-io/valkey-glide/go'] },
    { kind: 'memcached', paths: ['github.com/bradfitz/gomemcache', 'github.com/memcachier/mc'] },
    {
        kind: 'mongodb',
        paths: [
            'go.mongodb.org/mongo-driver',
            'github.com/kamva/mgm',
            'github.com/qiniu/qmgo',
            'gopkg.in/mgo.v2',
            'github.com/globalsign/mgo',
        ],
    },
    {
        kind: 'kafka',
        paths: [
            'github.com/segmentio/kafka-go',
            'github.com/IBM/sarama',
            'github.com/Shopify/sarama',
            'github.com/twmb/franz-go',
            'github.com/confluentinc/confluent-kafka-go',
            'github.com/ThreeDotsLabs/watermill-kafka',
            'github.com/lovoo/goka',
        ],
    },
    {
        kind: 'rabbitmq',
        paths: [
            'github.com/rabbitmq/amqp091-go',
            'github.com/streadway/amqp',
            'github.com/wagslane/go-rabbitmq',
            'github.com/ThreeDotsLabs/watermill-amqp',
        ],
    },
    {
        kind: 'nats',
        paths: ['github.com/nats-io/nats.go', 'github.com/nats-io/stan.go', 'github.com/ThreeDotsLabs/watermill-nats'],
    },
    { kind: 'pulsar', paths: ['github.com/apache/pulsar-client-go'] },
    { kind: 'mqtt', paths: ['github.com/eclipse/paho.mqtt.golang', 'github.com/eclipse/paho.golang'] },
    { kind: 'nsq', paths: ['github.com/nsqio/go-nsq'] },
    { kind: 'elasticsearch', paths: ['github.com/elastic/go-elasticsearch', 'github.com/olivere/elastic'] },
    { kind: 'opensearch', paths: ['github.com/opensearch-project/opensearch-go'] },
    { kind: 'meilisearch', paths: ['github.com/meilisearch/meilisearch-go'] },
    { kind: 'typesense', paths: ['github.com/typesense/typesense-go'] },
    {
        kind: 's3',
        paths: [
            'github.com/minio/minio-go',
            'github.com/aws/aws-sdk-go-v2/service/s3',
            'github.com/aws/aws-sdk-go-v2/feature/s3',
            'github.com/aws/aws-sdk-go/service/s3',
            'gocloud.dev/blob/s3blob',
        ],
    },
    {
        kind: 'dynamodb',
        paths: [
            'github.com/aws/aws-sdk-go-v2/service/dynamodb',
            'github.com/aws/aws-sdk-go/service/dynamodb',
            'github.com/guregu/dynamo',
        ],
    },
    { kind: 'sqs', paths: ['github.com/aws/aws-sdk-go-v2/service/sqs', 'github.com/aws/aws-sdk-go/service/sqs'] },
    { kind: 'sns', paths: ['github.com/aws/aws-sdk-go-v2/service/sns', 'github.com/aws/aws-sdk-go/service/sns'] },
    {
        kind: 'kinesis',
        paths: ['github.com/aws/aws-sdk-go-v2/service/kinesis', 'github.com/aws/aws-sdk-go/service/kinesis'],
    },
    { kind: 'pubsub', paths: ['cloud.google.com/go/pubsub'] },
    { kind: 'firestore', paths: ['cloud.google.com/go/firestore'] },
    { kind: 'bigtable', paths: ['cloud.google.com/go/bigtable'] },
    { kind: 'spanner', paths: ['cloud.google.com/go/spanner'] },
    { kind: 'gcs', paths: ['cloud.google.com/go/storage', 'gocloud.dev/blob/gcsblob'] },
    {
        kind: 'azurite',
        paths: ['github.com/Azure/azure-sdk-for-go/sdk/storage', 'github.com/Azure/azure-storage-blob-go'],
    },
    { kind: 'cassandra', paths: ['github.com/gocql/gocql', 'github.com/apache/cassandra-gocql-driver'] },
    { kind: 'scylla', paths: ['github.com/scylladb/gocqlx', 'github.com/scylladb/gocql'] },
    { kind: 'etcd', paths: ['go.etcd.io/etcd/client', 'github.com/coreos/etcd/clientv3', 'go.etcd.io/etcd/clientv3'] },
    { kind: 'consul', paths: ['github.com/hashicorp/consul/api'] },
    { kind: 'vault', paths: ['github.com/hashicorp/vault/api', 'github.com/hashicorp/vault-client-go'] },
    { kind: 'openbao', paths: ['github.com/openbao/openbao/api'] },
    { kind: 'zookeeper', paths: ['github.com/go-zookeeper/zk', 'github.com/samuel/go-zookeeper'] },
    { kind: 'temporal', paths: ['go.temporal.io/sdk'] },
    { kind: 'keycloak', paths: ['github.com/Nerzal/gocloak'] },
    { kind: 'openfga', paths: ['github.com/openfga/go-sdk'] },
    {
        kind: 'influxdb',
        paths: [
            'github.com/influxdata/influxdb-client-go',
            'github.com/influxdata/influxdb1-client',
            'github.com/InfluxCommunity/influxdb3-go',
        ],
    },
    { kind: 'neo4j', paths: ['github.com/neo4j/neo4j-go-driver'] },
    { kind: 'couchbase', paths: ['github.com/couchbase/gocb'] },
    { kind: 'couchdb', paths: ['github.com/go-kivik/kivik'] },
    { kind: 'arangodb', paths: ['github.com/arangodb/go-driver'] },
    { kind: 'dgraph', paths: ['github.com/dgraph-io/dgo'] },
    { kind: 'qdrant', paths: ['github.com/qdrant/go-client'] },
    { kind: 'weaviate', paths: ['github.com/weaviate/weaviate-go-client'] },
    { kind: 'milvus', paths: ['github.com/milvus-io/milvus-sdk-go', 'github.com/milvus-io/milvus/client'] },
    { kind: 'aerospike', paths: ['github.com/aerospike/aerospike-client-go'] },
    { kind: 'surrealdb', paths: ['github.com/surrealdb/surrealdb.go'] },
    { kind: 'ldap', paths: ['github.com/go-ldap/ldap'] },
    {
        kind: 'otel-collector',
        paths: [
            'go.opentelemetry.io/otel/exporters/otlp',
            'github.com/uptrace/uptrace-go',
            'github.com/honeycombio/otel-config-go',
        ],
    },
    { kind: 'jaeger', paths: ['go.opentelemetry.io/otel/exporters/jaeger', 'github.com/uber/jaeger-client-go'] },
    { kind: 'zipkin', paths: ['go.opentelemetry.io/otel/exporters/zipkin', 'github.com/openzipkin/zipkin-go'] },
    { kind: 'pyroscope', paths: ['github.com/grafana/pyroscope-go'] },
    {
        kind: 'statsd',
        paths: ['github.com/DataDog/datadog-go', 'github.com/smira/go-statsd', 'github.com/cactus/go-statsd-client'],
    },
    {
        kind: 'smtp',
        paths: [
            'net/smtp',
            'gopkg.in/gomail.v2',
            'gopkg.in/mail.v2',
            'github.com/wneessen/go-mail',
            'github.com/xhit/go-simple-mail',
            'github.com/jordan-wright/email',
        ],
    },
    { kind: 'docker', paths: ['github.com/docker/docker/client', 'github.com/moby/moby/client'] },
];

const kindByPath = new Map(serviceDrivers.flatMap(({ kind, paths }) => paths.map((path) => [path, kind])));

/** The kind of the service whose driver is imported; `undefined` for any other package. */
export function serviceOf(importPath: string): string | undefined {
    for (let path = importPath; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))) {
        const kind = kindByPath.get(path);
        if (kind !== undefined) return kind;
    }
    return undefined;
}
