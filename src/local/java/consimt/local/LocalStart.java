package consimt.local;

import consimt.dynamodb.Tables;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the tables when the application starts, and in development fills new ones with the sample. */
@Singleton
class LocalStart {

    void prepare(@Observes StartupEvent start, DynamoDbClient client, Tables tables, Sample sample, LaunchMode mode) {
        boolean made = LocalTables.create(client, tables);
        if (made && mode == LaunchMode.DEVELOPMENT) {
            sample.load();
        }
    }
}
