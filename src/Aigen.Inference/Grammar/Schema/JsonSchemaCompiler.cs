namespace Aigen.Inference.Grammars;

/// <summary>
/// Compiles a JSON Schema to a grammar. Every text of the grammar is JSON that fits the schema; what cannot be said exactly is refused, never
/// left out.
/// </summary>
internal sealed class JsonSchemaCompiler
{
    private readonly GrammarText _text;
    private readonly Notation _notation;
    private readonly SchemaFlattening _flattening;
    private readonly Disjointness _disjointness;
    private readonly ObjectRules _objects;
    private readonly ArrayRules _arrays;
    private readonly Dictionary<string, string?> _rules = [];
    private int _depth;

    private JsonSchemaCompiler(SchemaDocument document, GrammarText text, Notation notation)
    {
        (_text, _notation) = (text, notation);
        _flattening = new SchemaFlattening(document);
        _disjointness = new Disjointness(_flattening);
        _objects = new ObjectRules(_text, _notation, _flattening, Compile);
        _arrays = new ArrayRules(_text, _flattening, Compile);
    }

    /// <exception cref="SchemaRefusedException">No grammar says exactly what the schema says.</exception>
    public static GrammarProgram Compile(string schema)
    {
        var grammar = Write(schema);
        try
        {
            return GbnfParser.Parse(grammar);
        }
        catch (GrammarRefusedException refused) when (refused is not SchemaRefusedException)
        {
            throw new SchemaRefusedException("", "", $"its grammar is not one that can be followed: {refused.Message}");
        }
    }

    /// <summary>The grammar as text.</summary>
    /// <exception cref="SchemaRefusedException">No grammar says exactly what the schema says.</exception>
    public static string Write(string schema)
    {
        var text = new GrammarText();
        return text.Finish(WriteRule(text, schema));
    }

    /// <summary>Writes the rules of a schema into a grammar, and returns the one for its values.</summary>
    /// <exception cref="SchemaRefusedException">No grammar says exactly what the schema says.</exception>
    public static string WriteRule(GrammarText text, string schema)
    {
        var document = SchemaDocument.Parse(schema);
        var compiler = new JsonSchemaCompiler(document, text, Notation.Json);
        return compiler.Compile(compiler._flattening.Flatten(document.Root)) ?? throw new SchemaRefusedException("", "", "no value fits it");
    }

    /// <summary>Writes a rule for the value of each member of an object, for forms that write them one by one.</summary>
    /// <param name="text">The grammar.</param>
    /// <param name="schema">The schema of the object.</param>
    /// <param name="notation">How the values are written; as JSON where it is not said.</param>
    /// <param name="byType">Whether each type of value gets a rule of its own.</param>
    /// <exception cref="SchemaRefusedException">No grammar says exactly what the schema says, or it is more than a list of members.</exception>
    public static IReadOnlyList<SchemaMember> WriteMembers(GrammarText text, string schema, Notation? notation = null, bool byType = false)
    {
        var (compiler, schemas) = Arguments(text, schema, notation ?? Notation.Json);
        var members = compiler._objects.WriteMembers(schemas);
        var types = new TypedMembers(text, compiler._flattening, compiler.WriteTypes);
        return byType ? [.. members.Select(types.Of)] : members;
    }

    /// <summary>Finds what an object is made of, for forms that write objects and lists in a manner of their own.</summary>
    /// <exception cref="SchemaRefusedException">No grammar says exactly what the schema says, or it has a part that such forms cannot write.</exception>
    public static ValueShape.Object WriteShape(GrammarText text, string schema)
    {
        // Refuses what is refused everywhere.
        WriteMembers(new GrammarText(), schema);
        var (compiler, schemas) = Arguments(text, schema, Notation.Json);
        return new ShapeFinder(text, compiler._flattening, compiler.WriteTypes).Object(schemas);
    }

    // The schemas of an object that is written member by member.
    private static (JsonSchemaCompiler Compiler, IReadOnlyCollection<SchemaPlace> Schemas) Arguments(GrammarText text, string schema, Notation notation)
    {
        var document = SchemaDocument.Parse(schema);
        var compiler = new JsonSchemaCompiler(document, text, notation);
        var schemas = compiler._flattening.Flatten(document.Root);
        const string Reason = "this model writes the arguments of a call one by one, and a grammar cannot say this of all of them";
        if (schemas.Never) throw new SchemaRefusedException("", "", "no value fits it");
        if (schemas.Choice is { } choice) throw new SchemaRefusedException(choice.Schema.Pointer, choice.Choice!, Reason);
        if (schemas.Schemas.FirstOrDefault(place => place.Find("enum") is not null || place.Find("const") is not null) is { Pointer: not null } listed)
            throw new SchemaRefusedException(listed.Pointer, listed.Find("enum") is null ? "const" : "enum", Reason);
        return (compiler, [.. schemas.Schemas]);
    }

    // The rule for the values that fit all of the schemas; null where none do. A rule that leads back to itself is known by its name
    // before its body is there.
    private string? Compile(Conjunction schemas)
    {
        if (schemas.Never) return null;
        if (schemas.IsEmpty) return _text.Shared(JsonGrammar.AnyValue);
        if (_rules.TryGetValue(schemas.Key, out var known)) return known;
        if (_depth >= SchemaLimits.Depth * 4) throw new SchemaRefusedException("", "", "its parts are too deep inside each other");

        _depth++;
        _flattening.Work();
        var name = _rules[schemas.Key] = _text.Reserve();
        var body = schemas.Choice is { } choice ? WriteChoice(schemas, choice) : WriteTypes([.. schemas.Schemas], JsonTypes.All);
        _depth--;
        // A rule that no text ends, for those that already refer to it: the parser leaves out what leads there.
        _text.Define(name, body ?? $"\"x\" {name}");
        return _rules[schemas.Key] = body is null ? null : name;
    }

    private string? WriteChoice(Conjunction schemas, SchemaTerm choice)
    {
        var branches = _flattening.Branches(schemas, choice);
        if (choice.Choice == "oneOf") _disjointness.Require(choice, branches);
        var rules = branches.Select(Compile).OfType<string>().Distinct().ToList();
        return rules.Count == 0 ? null : string.Join(" | ", rules);
    }

    // Values of these types, where they fit.
    private string? WriteTypes(IReadOnlyCollection<SchemaPlace> schemas, JsonTypes only)
    {
        var types = SchemaTypes.Of(schemas);
        if (types.Values is { } listed)
        {
            var values = listed.Where(value => (JsonTypeNames.Of(value) & only) != 0).Select(_notation.Value).Distinct().ToList();
            return values.Count == 0 ? null : string.Join(" | ", values);
        }

        var bodies = new List<string?>();
        if (Writes(JsonTypes.Object)) bodies.Add(_objects.Write(schemas));
        if (Writes(JsonTypes.Array)) bodies.Add(_arrays.Write(schemas));
        if (Writes(JsonTypes.String)) bodies.Add(StringRules.Write(_text, schemas, _notation));
        if (Writes(JsonTypes.Number)) bodies.Add(NumberRules.Write(_text, schemas, fractions: Writes(JsonTypes.Fraction)));
        if (Writes(JsonTypes.Boolean)) bodies.Add($"{Literal.Of(_notation.True)} | {Literal.Of(_notation.False)}");
        if (Writes(JsonTypes.Null)) bodies.Add(Literal.Of(_notation.Null));
        bodies.RemoveAll(body => body is null);
        return bodies.Count == 0 ? null : string.Join(" | ", bodies);

        bool Writes(JsonTypes type) => (types.Written & types.Allowed & only & type) != 0;
    }
}
