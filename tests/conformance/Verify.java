import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Validates many files on one virtual machine, for starting it and reading the rules take seconds.
 *
 * Reads lines "flavour TAB path" from the input and answers each with a line of JSON: the flavour, the path,
 * and either "error" or "compliant", how many checks were made, and the rules that failed.
 *
 * The rules lie in veraPDF's jar as XML. Its own reader of them needs JAXB, which is in no JDK since 11 and
 * not in the jar we have; so they are read here and handed over as values.
 */
public final class Verify {
    private static final int SHOWN = 1000; // failed checks that are kept with their place

    private final Map<PDFAFlavour, ValidationProfile> profiles = new EnumMap<>(PDFAFlavour.class);

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever a library may print does not come between the answers
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Verify verify = new Verify();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", 2);
            out.println(verify.answer(parts[0], parts[1]));
        }
    }

    private String answer(String flavour, String path) {
        String head = "{\"flavour\":" + quoted(flavour) + ",\"path\":" + quoted(path) + ",";
        try {
            return head + verdict(PDFAFlavour.byFlavourId(flavour), new File(path)) + "}";
        } catch (Exception | StackOverflowError problem) {
            return head + "\"error\":" + quoted(problem.toString()) + "}";
        }
    }

    /** Every question has a parser of its own: the model remembers what one pass has seen, IDs of notes for one. */
    private String verdict(PDFAFlavour flavour, File file) throws Exception {
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("no such flavour");
        }
        ValidationProfile profile = profile(flavour);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            return "\"compliant\":" + result.isCompliant()
                    + ",\"checks\":" + result.getTotalAssertions()
                    + ",\"failed\":[" + failed(result, profile) + "]";
        }
    }

    private static String failed(ValidationResult result, ValidationProfile profile) {
        Map<RuleId, String> places = new HashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                places.putIfAbsent(assertion.getRuleId(), assertion.getLocation().getContext());
            }
        }
        StringJoiner rules = new StringJoiner(",");
        result.getFailedChecks().forEach((rule, count) -> rules.add("{\"clause\":" + quoted(rule.getClause())
                + ",\"test\":" + rule.getTestNumber()
                + ",\"description\":" + quoted(profile.getRuleByRuleId(rule).getDescription())
                + ",\"count\":" + count
                + ",\"place\":" + quoted(places.getOrDefault(rule, "")) + "}"));
        return rules.toString();
    }

    private ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        if (!profiles.containsKey(flavour)) {
            profiles.put(flavour, read(flavour));
        }
        return profiles.get(flavour);
    }

    // ---------------------------------------------------------------- rules

    private static ValidationProfile read(PDFAFlavour flavour) throws Exception {
        String id = flavour.getId();
        String name = id.startsWith("ua") ? "PDFUA-" + id.substring(2) : "PDFA-" + id.toUpperCase();
        Element root;
        try (InputStream in = Verify.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            root = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(child(root, "rules"))) {
            rules.add(rule(rule));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException("no rules in " + name);
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : children(child(root, "variables"))) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                    variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
        }
        Element details = child(root, "details");
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"),
                        details.getAttribute("creator"), new Date(0)),
                "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> values = new ArrayList<>();
        for (Element argument : children(child(error, "arguments"))) {
            values.add(ErrorArgumentImpl.fromValues(argument.getTextContent().strip(), null, null));
        }
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), values), List.of());
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                found.add((Element) node);
            }
        }
        return found;
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream().filter(node -> name.equals(node.getLocalName())).findFirst().orElse(null);
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent().strip();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char unit : (text == null ? "" : text).toCharArray()) {
            if (unit < ' ' || unit == '"' || unit == '\\') {
                json.append(String.format("\\u%04x", (int) unit));
            } else {
                json.append(unit);
            }
        }
        return json.append('"').toString();
    }
}
