package consimt.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0755500001",
                "+40 755 500 001",
                "(0755) 500-001",
                "0.7.5.5.5",
                "0755 / 500 / 001",
                "07\u200b55\u200b50",
                "٠٧٥٥٥٠٠٠٠١",
                "०७५५५००००१",
                "０７５５５",
                "𝟎𝟕𝟓𝟓𝟓",
                "⓪⑦⑤⑤⑤",
                "0️⃣7️⃣5️⃣5️⃣",
                "0 – 7 – 5 – 5",
                "ana@mail.example",
                "ana.pop+x@mail.example",
                "ana @ mail.example",
                "ana (at) mail.example",
                "ana [at] mail",
                "@ana_pop",
                "ana＠mail",
                "https://example.com/x?y=z",
                "HTTP://EXAMPLE.COM",
                "tg://resolve?domain=ana",
                "www.example.com",
                "example.com",
                "sub.example.com/ana",
                "exa-mple.ro/#ana",
                "ană.ro",
                "0a7b5c5d5e0f0g1",
                "0 a 7 b 5 c 5 d 5 e 0",
                "755 / x / 123 / x / 456",
                "zero șapte cinci cinci",
                "zero şapte, cinci cinci, zero zero, unu",
                "ZERO SEVEN FIVE FIVE",
                "oh-seven-double-five",
                "cero siete cinco cinco",
                "zero sete meia meia",
                "zéro sept cinquante-cinq quatre-vingt",
                "null sieben fünf fünf",
                "null siebenhundertfünfundfünfzig",
                "zero 7 five 5",
                "zeroșaptecincicinci",
                "ana at example dot com",
                "ana.pop AT mail dot example dot com",
                "ana dot pop at example dot com",
                "ana (at) example dot com",
                "ana arroba example punto com",
                "ana arroba example ponto pt",
                "ana arobase example point fr",
                "ana a rond example punct ro",
                "ana at example Punkt de",
                "ana at example.com",
                "ana99 at gmail",
                "insta: ana_shop",
                "Facebook : ana",
                "ig is ana.shop",
                "facebook/ana.popescu",
                "telegram ana99",
                "Instagram este _ana_"
            })
    void whatIdentifiesIsMasked(String secret) {
        assertEquals("•••", MaskedText.of(secret));
        for (String text : List.of("Call %s now", "(%s)", "Write to %s. Thanks", "Scrieți la %s!")) {
            String masked = MaskedText.of(text.formatted(secret));
            assertTrue(masked.contains("•••"), masked);
            assertFalse(masked.contains("ana"), masked);
            assertFalse(masked.matches("(?s).*\\p{N}{2,}.*"), masked);
            assertFalse(masked.toLowerCase().contains("example"), masked);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Too many messages, 3 a day!    | Too many messages, 3 a day!",
                "I am 47. I read less           | I am 47. I read less",
                "Prea multe.   Mulțumesc        | Prea multe. Mulțumesc",
                "100 % too loud                 | 100 % too loud",
                "Only 2 of 10 are for me        | Only 2 of 10 are for me",
                "3 messages in 2 days           | 3 messages in 2 days",
                "at 5 pm, 2 a day               | at 5 pm, 2 a day",
                "3 de 10 a 12                   | 3 de 10 a 12",
                "one or two a week              | one or two a week",
                "un, doi, trei, gata            | un, doi, trei, gata",
                "veinte y una o dos             | veinte y una o dos",
                "you are at the top of my list  | you are at the top of my list",
                "At this point I had enough     | At this point I had enough",
                "De mon point de vue, trop      | De mon point de vue, trop",
                "El punto es que son muchos     | El punto es que son muchos",
                "I use instagram instead.       | I use instagram instead.",
                "facebook/instagram is enough   | facebook/instagram is enough",
                "WhatsApp is for 2 friends      | WhatsApp is for 2 friends",
                "My name is Ana                 | My name is Ana"
            })
    void whatPeopleSayStays(String text, String shown) {
        assertEquals(shown, MaskedText.of(text));
    }

    @Test
    void aTextIsOnOneLineAndCut() {
        assertEquals("one two", MaskedText.of(" one\r\n\ttwo\u00a0"));
        String long200 = "😀".repeat(200);
        assertEquals(long200, MaskedText.of(long200));
        assertEquals("😀".repeat(199) + "…", MaskedText.of(long200 + "!"));
        assertFalse(MaskedText.of("x ".repeat(99) + "0755500001").contains("0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "a",
                ".",
                "a ",
                "a @",
                "(at",
                "at ",
                "a dot ",
                "a point ",
                "x at y point ",
                "1",
                "1a",
                "1 2 3 a ",
                "one two three a ",
                "five",
                "und",
                "ig is ",
                "facebook/",
                "facebook: ",
                "://",
                "a://",
                "\ufdfa",
                "•",
                "😀 "
            })
    @Timeout(60)
    void aTextOfManyThatLookAlikeIsMaskedQuickly(String piece) {
        String masked = MaskedText.of(piece.repeat(100_000 / piece.length()) + "!");
        assertTrue(masked.codePointCount(0, masked.length()) <= MaskedText.LONGEST);
    }

    /** Of whatever characters. */
    @Test
    void maskingIsQuickAndLeavesNoLongNumber() {
        Random random = new Random(7);
        String some = "0719٠७a.@/:-+( \u200b\n…é[t]_";
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < Cases.of(1_000, 3_000); i++) {
                StringBuilder text = new StringBuilder();
                int kinds = 1 + random.nextInt(some.length());
                for (int j = 0; j < 500; j++) {
                    text.append(some.charAt(random.nextInt(kinds)));
                }
                String masked = MaskedText.of(text.toString());
                assertFalse(
                        masked.matches("(?s).*\\p{N}(\\P{L}{0,2}\\p{N}){3}.*".replace("\\P{L}", "[^\\p{L}\\p{N}•]")),
                        masked);
                assertFalse(masked.contains("@"), masked);
            }
        });
    }
}
