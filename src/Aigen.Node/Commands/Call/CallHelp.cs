using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Commands;

/// <summary><c>aigen call --help</c> lists the methods, and with a method tells all of it. Neither asks a node.</summary>
internal sealed class CallHelp(Argument<string> method) : SynchronousCommandLineAction
{
    // The help of a command that may lack its arguments is no fault.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.GetResult(method)?.Tokens is not [var name, ..])
        {
            new HelpAction().Invoke(parseResult);
            WriteList(output);
            return 0;
        }

        if (MethodTable.Methods.FirstOrDefault(known => known.Name == name.Value) is { } found)
        {
            output.WriteLine($"# {found.Name}\n\n{MethodPage.Of(found)}");
            return 0;
        }

        parseResult.InvocationConfiguration.Error.WriteLine($"aigen: {Unknown(name.Value)}");
        return 1;
    }

    /// <summary>That there is no such method, and which one may have been meant.</summary>
    public static string Unknown(string name)
    {
        var meant = NearNames.Find(name, MethodTable.Methods.Select(method => method.Name));
        return $"there is no method {name}{(meant is null ? "" : $", did you mean {meant}?")} (aigen call --help lists them all)";
    }

    private static void WriteList(TextWriter output)
    {
        var width = MethodTable.Methods.Max(method => method.Name.Length);
        foreach (var group in MethodTable.Groups)
        {
            output.WriteLine($"{group.Title}:");
            foreach (var method in group.Methods) output.WriteLine($"  {method.Name.PadRight(width)}  {method.Summary}");
            output.WriteLine();
        }

        output.WriteLine("aigen call METHOD --help tells the parameters, the answer and the errors of one.");
    }
}
