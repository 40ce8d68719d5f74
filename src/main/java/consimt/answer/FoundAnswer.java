package consimt.answer;

/** An answer with what was asked for. */
public interface FoundAnswer extends Answer {

    @Override
    default Outcome outcome() {
        return Outcome.FOUND;
    }
}
