package consimt.local.notice;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Opens the streams of tables. Local tables are made without a stream, because it makes the engine slow. */
final class TableStreams implements AutoCloseable {

    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;

    /** @param tables its endpoint and its credentials are those of the streams too */
    TableStreams(DynamoDbClient tables) {
        DynamoDbServiceClientConfiguration same = tables.serviceClientConfiguration();
        var client = DynamoDbStreamsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(same.region())
                .credentialsProvider(same.credentialsProvider());
        same.endpointOverride().ifPresent(client::endpointOverride);
        this.tables = tables;
        this.streams = client.build();
    }

    /**
     * Opens the stream of a table, and switches it on if it is off.
     *
     * @param last where somebody stopped. If that was in another stream, this one is read from now on
     */
    TableStream open(String table, StreamPlace last) {
        TableDescription there = described(table);
        boolean isOn = there.streamSpecification() != null
                && Boolean.TRUE.equals(there.streamSpecification().streamEnabled());
        String stream = isOn ? there.latestStreamArn() : switchOn(table);
        if (last.stream().equals(stream)) {
            return new TableStream(streams, last);
        }
        // One that was off has nothing yet.
        return new TableStream(streams, isOn ? now(stream) : StreamPlace.before(stream));
    }

    private String switchOn(String table) {
        tables.updateTable(update -> update.tableName(table)
                .streamSpecification(StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(StreamViewType.NEW_IMAGE)
                        .build()));
        return described(table).latestStreamArn();
    }

    private StreamPlace now(String stream) {
        Map<String, String> newest = TableStream.shards(streams, stream).stream()
                .collect(Collectors.toMap(Shard::shardId, shard -> StreamPlace.NEWEST));
        return new StreamPlace(stream, newest);
    }

    private TableDescription described(String table) {
        return tables.describeTable(describe -> describe.tableName(table)).table();
    }

    @Override
    public void close() {
        streams.close();
    }
}
