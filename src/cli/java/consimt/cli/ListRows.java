package consimt.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.cli.Mapping.Said;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a list, whatever its form, one at a time. */
interface ListRows {

    /**
     * @param line where it begins, from 1
     * @param number which one it is, from 1
     * @param mapping how its list is read
     * @param fits whether its fields are those of the columns
     */
    record ListRow(long line, long number, JsonNode fields, Mapping mapping, boolean fits) {}

    /** Null after the last. */
    @Nullable ListRow next() throws IOException;

    /** @param mappings by which a list may be read. A first row with other names is an error: it may be somebody */
    static ListRows of(ListFile file, List<Mapping> mappings) throws IOException {
        if (file.isJson()) {
            return new JsonRows(file.bytes(), mappings);
        }
        CsvRows rows = new CsvRows(file.bytes(), file.charset);
        if (!rows.nextAlone()) {
            return () -> null;
        }
        List<String> names = rows.texts();
        int width = CsvRows.width(names);
        Mapping mapping = Mapping.of(mappings, "", names::contains);
        if (names.stream().anyMatch(name -> Collections.frequency(names, name) > 1 && mapping.reads(name))) {
            throw new Trouble("a part of a wish stands in a column whose name is there twice");
        }
        int lastRead = IntStream.range(0, width)
                .filter(field -> mapping.reads(names.get(field)))
                .max()
                .orElse(0);
        return () -> {
            if (!rows.nextAlone()) {
                return null;
            }
            ObjectNode fields = Service.JSON.createObjectNode();
            for (int field = names.size() - 1; field >= 0; field--) {
                fields.put(names.get(field), rows.text(field));
            }
            return new ListRow(rows.line, rows.number, fields, mapping, rows.fits(width, lastRead));
        };
    }

    /** Lines of JSON, or documents of a program that have the rows in a list. */
    final class JsonRows implements ListRows {

        private static final int LONGEST = 1 << 20;
        private static final ObjectMapper BOUNDED = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(20).build())
                .build());

        private final List<Mapping> mappings;
        private final Set<String> lists;
        private final Bounded bytes;
        private final JsonParser parser;
        private long number;
        private long line = 1;

        /** The list of the document that is being read; empty outside of one. */
        private String list = "";

        private @Nullable Mapping mapping;

        private JsonRows(InputStream in, List<Mapping> mappings) throws IOException {
            this.mappings = mappings;
            this.lists = Mapping.lists(mappings);
            this.bytes = new Bounded(in);
            this.parser = BOUNDED.createParser(bytes);
        }

        @Override
        public @Nullable ListRow next() {
            try {
                ListRow row = null;
                while (row == null && parser.nextToken() != null) {
                    bytes.sinceRow = 0;
                    line = parser.currentTokenLocation().getLineNr();
                    row = read();
                }
                return row;
            } catch (IOException | Trouble e) {
                throw Trouble.at(
                        line, e instanceof IOException ? new Trouble("it is no JSON in UTF-8, or is cut off") : e);
            }
        }

        /** Null for what is no row. */
        private @Nullable ListRow read() throws IOException {
            if (parser.hasToken(JsonToken.END_ARRAY)) {
                return list.isEmpty() ? null : document();
            }
            JsonStreamContext in = parser.getParsingContext();
            boolean isInList = (parser.currentToken().isStructStart() ? in.getParent() : in).inArray();
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                return isInList ? row(parser.readValueAsTree()) : document();
            }
            if (isInList && !list.isEmpty() && parser.hasToken(JsonToken.VALUE_STRING)) {
                return row(Service.JSON.createObjectNode().put(list, parser.getText()));
            }
            if (isInList || !parser.hasToken(JsonToken.START_ARRAY)) {
                throw new Trouble("a row that is no object");
            }
            return null;
        }

        private ListRow row(JsonNode fields) throws IOException {
            mapping = mapping == null
                    ? Mapping.of(
                            mappings, list, name -> !Said.value(fields, name).isMissingNode())
                    : mapping;
            return new ListRow(line, ++number, fields, mapping, true);
        }

        /** Reads a document up to its rows, or to its end: one without a list of rows is a row by itself. */
        private @Nullable ListRow document() throws IOException {
            ObjectNode fields = Service.JSON.createObjectNode();
            boolean hadRows = !list.isEmpty();
            list = "";
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.START_ARRAY && lists.contains(field)) {
                    list = field;
                    return null;
                }
                fields.set(field, parser.readValueAsTree());
            }
            return hadRows ? null : row(fields);
        }

        private static final class Bounded extends FilterInputStream {

            private long sinceRow;

            private Bounded(InputStream in) {
                super(in);
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = in.read(into, from, length);
                sinceRow += Math.max(read, 0);
                for (int at = from; at < from + read; at++) {
                    if (into[at] == 0) {
                        throw new Trouble("a NUL; it is no text in UTF-8");
                    }
                }
                if (sinceRow > LONGEST) {
                    throw new Trouble("a row of more than a megabyte");
                }
                return read;
            }
        }
    }
}
