package io.quantumlayer.llmrouter.adaptation;

import io.quantumlayer.protocols.ProviderError;
import io.quantumlayer.protocols.json.JsonEdits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which members a vendor's error says that the model does not take. */
final class Refusal {

    private static final Set<String> CODES =
            Set.of("unsupported_parameter", "unsupported_value", "unknown_parameter", "extra_forbidden");

    private static final Pattern REFUSED = Pattern.compile(
            "not supported|unsupported|deprecated|unrecognized|unknown|not permitted|not allowed|does not support",
            Pattern.CASE_INSENSITIVE);

    private static final String NAME = "[`'\"]?[\\w.]+[`'\"]?";
    private static final String NAMES = "(" + NAME + "(?:(?:, *| and )" + NAME + ")*)";

    /** What OpenAI, Azure, Anthropic, Mistral, Gemini, Groq, LiteLLM, xAI, Bedrock, vLLM and servers in Go or Rust say. */
    private static final List<Pattern> SENTENCES = List.of(
            sentence("(?:Unsupported|Unknown) (?:parameter|value): " + NAMES),
            sentence("(?:unsupported|unknown|unrecognized|unexpected|extra)(?: request)?"
                    + " (?:parameter|argument|field|key|property|member|keyword argument)(?:s|\\(s\\))?"
                    + "(?: supplied)?:? *\\[?"
                    + NAMES),
            sentence("(" + NAME + ") (?:is|are) (?:not (?:supported|permitted|allowed)|unsupported|deprecated)"),
            sentence("(?:^|[;\\s])([\\w.]+)(?::|\\s*\\n)\\s*Extra inputs are not permitted"),
            sentence("Extra inputs are not permitted, field: *(" + NAME + ")"),
            sentence("'loc': [(\\[]'body', ('\\w+')[)\\]][^{}]{0,200}not permitted"),
            sentence("Unknown name \\\\?\"([\\w.]+)\\\\?\": Cannot find field"),
            sentence("(?:does not|doesn't|do not|don't) support (?:the )?(?:(?:parameter|argument|field)s?:? *)?\\[?"
                    + NAMES),
            sentence("Argument not supported on this model: (" + NAME + ")"),
            sentence("extraneous key \\[([\\w.]+)] is not permitted"),
            sentence("doesn't support the (?:inferenceConfig\\.)?([\\w.]+) field"));

    /** What is refused in company only: the first stays, and the second goes. */
    private static final List<Pattern> TOGETHER = List.of(
            sentence("(?<stays>" + NAME + ") and (?<goes>" + NAME
                    + ") (?:cannot both be|cannot be (?:used|set|specified)"
                    + " together|are mutually exclusive|are not (?:supported|allowed|permitted) together)"),
            sentence("(?:both|only one of) (?<stays>" + NAME + ") (?:and|or) (?<goes>" + NAME + ")"),
            sentence("(?<goes>" + NAME
                    + ") (?:is not|are not|cannot be) (?:supported|allowed|permitted|used|set|specified)"
                    + " (?:together with|in combination with|with|when|while|if) (?<stays>" + NAME + ")"));

    private static final Pattern QUOTES = Pattern.compile("[`'\"]|\\.$|\\.(?=[`'\"]$)");
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])[A-Z]");

    private static final Map<String, String> MEMBERS =
            Map.of("effort", "output_config.effort", "reasoning.effort", "reasoning");

    /** What servers say that know no schemas, or none with this model. */
    private static final Pattern NO_SCHEMA = Pattern.compile(
            "(?:response.?format|output.?format).{0,200}(?:not support|unsupported|unavailable|must be one of|Extra inputs)"
                    + "|(?:not support|unsupported|unrecognized|unknown|unexpected|doesn't support|not permitted|extra).{0,60}(?:response.?format|output.?format|outputConfig)",
            Pattern.CASE_INSENSITIVE);

    private Refusal() {}

    private static Pattern sentence(String sentence) {
        return Pattern.compile(sentence, Pattern.CASE_INSENSITIVE);
    }

    /**
     * What the answer could do without, of what the request has: members, pairs of which one goes, and the form of the
     * answer; none where the error is about anything else.
     */
    static Set<String> of(ProviderError error, JsonEdits sent) {
        Set<String> named = new LinkedHashSet<>();
        String message = error.message();
        String param = error.param();
        if (param != null
                && (CODES.contains(String.valueOf(error.code()))
                        || REFUSED.matcher(message).find())) {
            add(param, sent, named);
        }
        for (Pattern sentence : SENTENCES) {
            Matcher matcher = sentence.matcher(message);
            while (matcher.find()) {
                for (String name : matcher.group(1).split(", *| and ")) {
                    add(name, sent, named);
                }
            }
        }
        for (Pattern together : TOGETHER) {
            Matcher matcher = together.matcher(message);
            while (matcher.find()) {
                String stays = Objects.requireNonNull(matcher.group("stays"));
                String goes = Objects.requireNonNull(matcher.group("goes"));
                Pair pair = new Pair(member(stays), member(goes));
                if (Hints.isHint(pair.goes()) && pair.leaves(name -> has(sent, name)) != null) {
                    named.remove(pair.stays());
                    named.remove(pair.goes());
                    named.add(pair.learned());
                }
            }
        }
        if (NO_SCHEMA.matcher(message).find() && !message.contains("Invalid schema")) {
            named.addAll(FormatRules.refused(sent));
        }
        return named;
    }

    private static void add(String name, JsonEdits sent, Set<String> members) {
        String member = member(name);
        if ((Hints.isHint(member) || MemberRules.isLimit(member)) && has(sent, member)) {
            members.add(member);
        }
    }

    private static boolean has(JsonEdits sent, String member) {
        return member.equals("output_config.effort")
                ? sent.value("output_config").has("effort")
                : sent.mentions(member);
    }

    private static String member(String said) {
        String name = QUOTES.matcher(said).replaceAll("");
        // Bedrock and xAI say topP.
        String snake = CAPITAL.matcher(name)
                .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
        String member = MEMBERS.getOrDefault(snake, snake);
        // As in thinking.type.enabled.
        return Hints.isHint(member) || member.indexOf('.') < 0 ? member : member.substring(0, member.indexOf('.'));
    }
}
