// What is asked in "Which pool takes a DAG?". It stays while another view is shown.

export const question = $state({ text: '', base: '' });
