package consimt.insight;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number of four digits and more. A digit is one of any script, or a word of the six languages that texts are in.
 * Between two digits may be up to four characters that are neither letters nor digits. From six digits on, a single
 * letter or an <i>and</i> between two of them hides nothing.
 *
 * <p>For small letters without accents. Each repetition is possessive, so the time is linear and the stack stays flat.
 */
final class NumberPattern {

    private static final String WORDS =
            // English
            "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                    + " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
                    + " thousand double triple"
                    // Romanian
                    + " unu una un doi doua trei patru cinci sase sapte opt noua zece unsprezece doisprezece"
                    + " douasprezece treisprezece paisprezece cincisprezece saisprezece saptesprezece optsprezece"
                    + " nouasprezece douazeci treizeci patruzeci cincizeci saizeci saptezeci optzeci nouazeci suta sute"
                    + " mie mii"
                    // Spanish
                    + " cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
                    + " dieciseis diecisiete dieciocho diecinueve veinte veinti treinta cuarenta cincuenta sesenta"
                    + " setenta ochenta noventa cien ciento cientos quinientos setecientos novecientos mil doble"
                    // Portuguese
                    + " um uma dois duas quatro meia sete oito nove dez onze doze treze quatorze quinze dezasseis"
                    + " dezesseis dezassete dezessete dezoito dezanove dezenove vinte trinta quarenta cinquenta"
                    + " sessenta oitenta cem cento centos duzentos trezentos quinhentos"
                    // French
                    + " une deux trois quatre cinq sept huit neuf dix douze treize seize vingt vingts trente quarante"
                    + " cinquante soixante septante huitante octante nonante cent cents mille"
                    // German
                    + " null ein eins eine zwei zwo drei vier funf fuenf sechs sieben acht neun zehn elf zwolf zwoelf"
                    + " sechzehn siebzehn zwanzig dreißig dreissig vierzig funfzig fuenfzig sechzig siebzig achtzig"
                    + " neunzig hundert tausend";

    /** The longest first, so that <i>eins</i> is no <i>ein</i> with a letter behind it. */
    private static final String WORD = Arrays.stream(WORDS.split(" "))
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed())
            .collect(Collectors.joining("|", "(?>", ")"));

    private static final String DIGIT = "(?:\\p{N}|" + WORD + ")";

    private static final String FIRST_DIGIT = "[+(]{0,2}(?:\\p{N}|(?<!\\p{L})" + WORD + ")";

    private static final String GAP = "[^\\p{L}\\p{N}]{0,4}+";

    private static final String LETTER_OR_AND = "(?:(?:and|si|et|und|\\p{L})" + GAP + ")??";

    static final Pattern NUMBER = Pattern.compile(FIRST_DIGIT + "(?:(?:" + GAP + LETTER_OR_AND + DIGIT + "){5,}+|(?:"
            + GAP + DIGIT + "){3,}+)[\\p{L}\\p{M}\\p{Cf}]*+");

    private NumberPattern() {}
}
