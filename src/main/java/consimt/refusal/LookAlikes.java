package consimt.refusal;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Latin letters in place of those that only look like them: letters of other scripts, and letters of fonts that Unicode
 * has as symbols. The pairs are of Unicode's list of confusable characters
 * (https://www.unicode.org/Public/security/latest/confusables.txt), with what people use beside it.
 *
 * <p>Words of other scripts stay as they are. A word is changed in two cases: it has a Latin letter, or all its letters
 * look Latin and so do all others of its script in the text.
 */
final class LookAlikes {

    /** Letters with the Latin letter that nobody can tell from them. */
    private static final Map<Integer, Character> ALIKE =
            pairs("АaаaВbСcсcЕeеeНhҺhһhІiіiЈjјjКkкkМmОoоoРpрpЅsѕsТtтtУyуyҮyүyХxхx"
                    + "ԀdԁdԚqԛqԜwԝwӀlӏl"
                    + "ΑaΒbΕeΖzΗhΙiιiΚkκkΜmΝnΟoοoΡpρpΤtτtΥyΧxχxϹcϲc"
                    + "ՏsՍuսuՕoօoոnհhցgզqԼl"
                    + "ᎪaᏴbᏟcᎠdᎬeᏀgᎻhᎥiᎫjᏦkᏞlᎷmᏢpᎡrᏚsᎢtᏙvᎳwᏃz"
                    + "ꓮaꓐbꓚcꓓdꓰeꓝfꓖgꓧhꓲiꓙjꓗkꓡlꓟmꓠnꓳoꓑpꓣrꓢsꓔtꓴuꓦvꓪwꓫxꓬyꓜz"
                    + "ᗩaᗷbᑕcᗪdᗴeᖴfᘜgᕼhᒍjᒪlᗰmᑎnᑭpᖇrᔕsᑌuᐯvᗯw᙭x");

    /** Letters and signs that are only similar. They count in a word that has a Latin letter. */
    private static final Map<Integer, Character> SIMILAR = pairs(
            "вbГrгrИnиnЛnлnмmнhПnпnЯrяrДaдaЗeзeЧyчyЦuцuШwшwФoфoЭeэe" + "αaβbγyεeηnθoμuνvπnσoςsυuωwΣsΛaΔaΘoΠn⭕o◯o○o●o");

    /** Latin letters in another shape. */
    private static final Map<Integer, Character> SHAPED = pairs("ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
            + "ɑaɐaɓbƀbɔcɗdđdĐdǝeəeɇeɡgɥhħhĦhɨiʞkłlŁlɯmɲnøoØoɵoɹrɾrʇtŧtŦtʌvʍwʎyƨsʂs");

    private static final int NEGATIVE_CIRCLED = 0x1F150;
    private static final int NEGATIVE_SQUARED = 0x1F170;
    private static final int REGIONAL = 0x1F1E6;
    private static final int LETTERS = 26;

    /** Two of them are a flag. */
    private static final int FEWEST_REGIONAL = 4;

    /** Fewer may be a word of their own script: "ΝΑΙ". */
    private static final int FEWEST_ALIKE = 4;

    private final String text;

    /** Scripts in which the text has a letter that does not look Latin. */
    private final Set<UnicodeScript> proper = EnumSet.noneOf(UnicodeScript.class);

    private boolean areMany;

    private LookAlikes(String text) {
        this.text = text;
    }

    /** @return the same text if nothing in it is changed */
    static String replaced(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        String letters = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String latin = new LookAlikes(letters).latin();
        return latin.equals(letters) ? text : latin;
    }

    private String latin() {
        text.codePoints()
                .filter(c -> isOfAnotherScript(c) && !ALIKE.containsKey(c))
                .forEach(c -> proper.add(UnicodeScript.of(c)));
        areMany = text.codePoints().filter(this::looksLatin).limit(FEWEST_ALIKE).count() == FEWEST_ALIKE;
        StringBuilder latin = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isOfAWord(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            latin.append(latinWord(text.substring(at, end)));
            at = end;
            if (at < text.length()) {
                latin.appendCodePoint(text.codePointAt(at));
                at += Character.charCount(text.codePointAt(at));
            }
        }
        return latin.toString();
    }

    private String latinWord(String word) {
        boolean hasLatin = word.codePoints().anyMatch(LookAlikes::isLatin);
        boolean isChanged = word.codePoints()
                .filter(LookAlikes::isOfAnotherScript)
                .allMatch(c -> hasLatin ? latin(c) != null : areMany && looksLatin(c));
        long regional = word.codePoints().filter(c -> isOneOf(REGIONAL, c)).count();
        if (!isChanged || (regional > 0 && regional < FEWEST_REGIONAL)) {
            return word;
        }
        StringBuilder latin = new StringBuilder(word.length());
        word.codePoints().forEach(c -> {
            Character letter = latin(c);
            latin.appendCodePoint(letter == null ? c : letter);
        });
        return latin.toString();
    }

    private boolean looksLatin(int c) {
        return ALIKE.containsKey(c) && !proper.contains(UnicodeScript.of(c));
    }

    private static @Nullable Character latin(int c) {
        for (int first : new int[] {NEGATIVE_CIRCLED, NEGATIVE_SQUARED, REGIONAL}) {
            if (isOneOf(first, c)) {
                return (char) ('a' + c - first);
            }
        }
        Character letter = ALIKE.getOrDefault(c, SHAPED.get(c));
        return letter == null ? SIMILAR.get(c) : letter;
    }

    private static boolean isOneOf(int first, int c) {
        return c >= first && c < first + LETTERS;
    }

    private static boolean isLatin(int c) {
        return UnicodeScript.of(c) == UnicodeScript.LATIN;
    }

    private static boolean isOfAnotherScript(int c) {
        return Character.isLetter(c) && !isLatin(c) && UnicodeScript.of(c) != UnicodeScript.COMMON;
    }

    private static boolean isOfAWord(int c) {
        return Character.isLetterOrDigit(c) || PlainForm.isUnseen(c) || latin(c) != null;
    }

    private static Map<Integer, Character> pairs(String pairs) {
        Map<Integer, Character> all = new HashMap<>();
        int[] signs = pairs.codePoints().toArray();
        for (int i = 0; i < signs.length; i += 2) {
            all.put(signs[i], (char) signs[i + 1]);
        }
        return all;
    }
}
