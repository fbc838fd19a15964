using System.CommandLine;
using Aigen.Node.Commands;

var root = new RootCommand("A blockchain node with a language model inside.")
{
    NodeCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
