package consimt.dynamodb;

import consimt.receipt.ReceiptKeys.PublicKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Key: {@code receipts} / the key's id. An item has no end. */
@Singleton
record DynamoPublicKeys(Store store) implements PublicKeys {

    private static final String ALL = "receipts";

    @Override
    public void keep(String keyId, String jwk) {
        store.aside().update(Items.aside(ALL, keyId), new Write().set(Attributes.PUBLIC_KEY, Items.text(jwk)));
    }

    @Override
    public List<String> all() {
        List<String> keys = new ArrayList<>();
        store.aside().where(Attributes.OF, ALL).strong().all(item -> keys.add(Items.text(item, Attributes.PUBLIC_KEY)));
        return keys;
    }
}
