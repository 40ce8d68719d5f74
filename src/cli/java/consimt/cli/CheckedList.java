package consimt.cli;

import consimt.answer.IdReader;
import consimt.cli.ListRows.ListRow;
import consimt.cli.Mapping.Said;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list that was read as a whole before a row of it counts. So what nobody can read ends the command before it begins, and
 * an id is known that stands beside those of many customers: a shop's own address, or a word for no value.
 */
final class CheckedList implements AutoCloseable {

    /** Of an id. A family shares an address; of more customers it is none's own. */
    private static final int MOST_CUSTOMERS = 4;

    final String name;
    private final Path path;
    private final boolean isCopy;

    /** For each id of a customer with several ids: its hash, and that of all. */
    private long[] pairs = new long[1 << 10];

    private int size;
    private final Set<Integer> shared = new HashSet<>();

    /** @param name a path, or {@code -} for standard input. What can be read only once is copied */
    CheckedList(String name, InputStream standardInput) throws IOException {
        this.name = name;
        this.isCopy = name.equals("-") || !Files.isRegularFile(Path.of(name));
        this.path = isCopy ? Files.createTempFile("consimt", ".list") : Path.of(name);
        if (isCopy) {
            try (InputStream in = name.equals("-") ? standardInput : Files.newInputStream(Path.of(name))) {
                Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                close();
                throw e;
            }
        }
    }

    String path() {
        return path.toString();
    }

    void check(ListFile file, List<Mapping> mappings, IdReader ids) throws IOException {
        ListRows rows = ListRows.of(file, mappings);
        for (ListRow row = rows.next(); row != null; row = rows.next()) {
            for (Said said : row.mapping().said(row.fields())) {
                add(RowWish.customer(row, said, ids).ids().stream()
                        .flatMap(id -> id.readings().stream())
                        .distinct()
                        .sorted()
                        .toList());
            }
        }
        Arrays.sort(pairs, 0, size);
        int customers = 0;
        for (int at = 0; at < size; at++) {
            boolean isOther = at == 0 || pairs[at] >> Integer.SIZE != pairs[at - 1] >> Integer.SIZE;
            customers = isOther ? 1 : pairs[at] == pairs[at - 1] ? customers : customers + 1;
            if (customers > MOST_CUSTOMERS) {
                shared.add((int) (pairs[at] >> Integer.SIZE));
            }
        }
        pairs = new long[0];
    }

    private void add(List<String> customer) {
        for (int id = 0; customer.size() > 1 && id < customer.size(); id++) {
            pairs = size == pairs.length ? Arrays.copyOf(pairs, 2 * size) : pairs;
            pairs[size++] = (long) customer.get(id).hashCode() << Integer.SIZE | customer.hashCode() & 0xffff_ffffL;
        }
    }

    boolean isShared(String id) {
        return shared.contains(id.hashCode());
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            Files.deleteIfExists(path);
        }
    }
}
