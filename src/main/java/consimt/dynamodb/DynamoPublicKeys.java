package consimt.dynamodb;

import consimt.receipt.PublicKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Key: {@code receipts} / the key's id. An item has no end. */
@Singleton
class DynamoPublicKeys implements PublicKeys {

    private static final String ALL = "receipts";

    private final Table table;

    DynamoPublicKeys(DynamoDbClient client, Tables tables) {
        this.table = new Table(client, tables.aside());
    }

    @Override
    public void keep(String keyId, String jwk) {
        table.update(Items.aside(ALL, keyId), new Write().set(Attributes.PUBLIC_KEY, Items.text(jwk)));
    }

    @Override
    public List<String> all() {
        List<String> keys = new ArrayList<>();
        table.where(Attributes.OF, ALL).strong().all(item -> keys.add(Items.text(item, Attributes.PUBLIC_KEY)));
        return keys;
    }
}
