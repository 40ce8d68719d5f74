package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside another reader of CSV. */
class CsvRowsTest {

    @Test
    void anyCsvHasTheRowsThatAnotherReaderFinds() throws IOException {
        Random random = new Random(4180);
        int rows = 0;
        for (int file = 0; file < 3_000; file++) {
            String text = csv(random);
            List<CsvRecord> expected = CsvReader.builder()
                    .allowMissingFields(true)
                    .allowExtraFields(true)
                    .skipEmptyLines(true)
                    .ofCsvRecord(text)
                    .stream()
                    .toList();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            CsvRows read = new CsvRows(
                    new ByteArrayInputStream(bytes) {
                        @Override
                        public synchronized int read(byte[] into, int from, int length) {
                            return super.read(into, from, Math.min(length, 1 + random.nextInt(9)));
                        }
                    },
                    StandardCharsets.UTF_8);
            for (CsvRecord record : expected) {
                assertTrue(read.next(), text);
                assertEquals(record.getFields().stream().map(String::strip).toList(), read.texts(), text);
                assertEquals(record.getStartingLineNumber(), read.line, text);
                all.write(read.buffer, read.start, read.length);
                rows++;
            }
            assertEquals(false, read.next(), text);
            if (!text.contains("\n\n") && !text.startsWith("\n")) {
                assertArrayEquals(bytes, all.toByteArray(), text);
            }
        }
        assertTrue(rows > 6_000);
    }

    /** Each field with a comma beside it, so that the divider is one. */
    private static String csv(Random random) {
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int row = random.nextInt(6); row >= 0; row--) {
            for (int field = random.nextInt(4); field >= 0; field--) {
                String value = "xé\",;\n ".repeat(2).substring(random.nextInt(7), 7 + random.nextInt(8));
                boolean isQuoted = value.matches("(?s).*[\",\n].*") || random.nextBoolean();
                text.append(isQuoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value.strip());
                text.append(field == 0 ? "" : ",");
            }
            text.append(row == 0 && random.nextBoolean() ? "" : random.nextInt(9) == 0 ? "\n\n" : "\n");
        }
        return text.toString();
    }

    @Test
    void theFirstLineSaysWhatDividesTheFields() throws IOException {
        for (String divider : List.of(",", ";", "\t", "|")) {
            CsvRows rows = rows("\ufeffname" + divider + "\"a, b; c\"" + divider + "z\n");
            assertTrue(rows.next());
            assertEquals(List.of("name", "a, b; c", "z"), rows.texts());
        }
    }

    /** Bytes of these letters are those of dividers but for their first bit. */
    @ParameterizedTest
    @ValueSource(strings = {"\ufeffa,b", "\ufeff\r\na,b", "\n\na,b", "лллл,b"})
    void aLetterOrAMarkDividesNothing(String first) throws IOException {
        CsvRows rows = rows(first + "\n");
        assertEquals(',', rows.delimiter);
    }

    private static CsvRows rows(String text) throws IOException {
        return new CsvRows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
